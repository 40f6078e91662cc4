import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "@evertdespiegeleer/go-template";
import { parse as parseYaml, parseAllDocuments } from "yaml";

/** An object as Kubernetes takes it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: Record<string, unknown>;
}

/** The chart's objects, rendered by Go's own template engine, which is what Helm puts its functions upon. */
export async function renderChart(folder: string, values: object = {}): Promise<Manifest[]> {
  const read = (...parts: string[]): string => readFileSync(path.join(folder, ...parts), "utf8");
  const names = readdirSync(path.join(folder, "templates")).sort();
  const shared = names.filter((name) => name.endsWith(".tpl")).map((name) => read("templates", name));
  const data = { Values: { ...(parseYaml(read("values.yaml")) as object), ...values }, Release: { Name: "studio" } };
  const manifests: Manifest[] = [];
  for (const name of names.filter((file) => file.endsWith(".yaml"))) {
    const text = await parse([...shared, read("templates", name)].join("\n"), data);
    manifests.push(...parseAllDocuments(text).map((document) => document.toJS() as Manifest));
  }
  return manifests;
}
