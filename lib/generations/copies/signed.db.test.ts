import { mkdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { parseInput } from "@/lib/access/doors/parse-input";
import { startSession } from "@/lib/access/identity/auth";
import { keyOf } from "@/lib/files/keys";
import { MADE_BY_AI } from "@/lib/files/label/ai-mark";
import { makeManifest } from "@/lib/files/seal/make-manifest";
import { forgetEnv } from "@/lib/platform/env";
import { restartLog } from "@/lib/platform/log";
import { getStorage } from "@/lib/platform/storage/storage";
import type { LabelPolicy } from "@/lib/projects/label-policy";
import { type Credentials, readCredentials } from "@/lib/testing/credentials";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { makeClip, sampleFolder } from "@/lib/testing/sample-files";
import { makeSigningFiles } from "@/lib/testing/signing-files";
import { startWebServer } from "@/lib/testing/web-server";
import packageJson from "@/package.json";
import { prepareBundle } from "../bundle/prepare-bundle";
import { bundleSchema } from "../bundle/schema";
import { labelCopy } from "./label-copy";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));
vi.mock("@/lib/files/seal/make-manifest", { spy: true });

const web = await startWebServer();
let folder: string;
let original: Buffer;
let signing: ReturnType<typeof makeSigningFiles>;
let other: ReturnType<typeof makeSigningFiles>;
let lines: string[];
let actor: Actor;
let id: string;
let projectId: string;

beforeAll(async () => {
  folder = await sampleFolder();
  original = await readFile(await makeClip(folder, "clip.mp4", { seconds: 2, size: "640x360", sound: true }));
  signing = makeSigningFiles(folder);
  const elsewhere = path.join(folder, "other");
  mkdirSync(elsewhere);
  other = makeSigningFiles(elsewhere);
});

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  vi.mocked(makeManifest).mockClear();
  lines = [];
  vi.stubEnv("LOG_LEVEL", "error");
  restartLog((line) => lines.push(line));
  useCertificate(signing);
  actor = await makeMember("creator");
  await db.user.update({ where: { id: actor.userId }, data: { name: "Rosalind" } });
  await startSession(actor.userId);
  projectId = (await makeProject({ teamId: actor.teamId, name: "Harbour", aiLabels: "eu" })).id;
  id = (await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready", prompt: "Dawn over the pier" }))
    .id;
  await keep(original);
});
afterEach(() => {
  vi.unstubAllEnvs();
  forgetEnv();
  restartLog();
});

function useCertificate({ certificate, key }: { certificate: string; key: string }): void {
  vi.stubEnv("C2PA_CERTIFICATE", certificate);
  vi.stubEnv("C2PA_KEY", key);
  forgetEnv();
}

async function keep(bytes: Buffer): Promise<void> {
  const owner = { teamId: actor.teamId, generationId: id };
  const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner, "video"), bytes);
  await db.file.deleteMany({ where: { generationId: id } });
  await makeFile(owner, "video", { bytes: sizeBytes, sha256, width: 640, height: 360, durationMs: 2000, facts: { codecs: "avc1.64001e" } });
}

const label = (aiLabels: LabelPolicy) => db.project.update({ where: { id: projectId }, data: { aiLabels } });
const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const ask = (query = "?download=1", headers: Record<string, string> = {}) => web.ask(`/api/media/${id}/video${query}`, { headers });
const startsWith = (bytes: Buffer, beginning: Buffer): boolean => bytes.subarray(0, beginning.length).equals(beginning);

const read = (bytes: Buffer, authority?: string) => readCredentials(bytes, folder, authority);
const codesOf = ({ validation_status }: Credentials) => (validation_status ?? []).map(({ code }) => code);
const fingerprints = async () => (await db.seal.findMany({ distinct: ["certificate"] })).map(({ certificate }) => certificate);

describe("a download that is marked for the EU, in a studio with a certificate", () => {
  it("is signed: that a model made it and that Dailies says so, of every byte, and nothing about anybody", async () => {
    const copy = await bodyOf(await ask());
    expect(startsWith(copy, original)).toBe(true);
    const found = (await read(copy, signing.authority))!;
    expect([found.validation_state, codesOf(found)]).toEqual(["Trusted", []]);
    const manifest = found.manifests[found.active_manifest]!;
    expect(manifest.claim_generator_info).toEqual([
      { name: "Dailies", version: packageJson.version, "org.contentauth.c2pa_rs": expect.any(String) },
    ]);
    expect(manifest.assertions.map(({ label: name }) => name)).toEqual(["c2pa.actions.v2", "c2pa.hash.bmff.v3"]);
    expect(manifest.assertions[0]!.data).toEqual({ actions: [{ action: "c2pa.created", digitalSourceType: MADE_BY_AI }] });
    const credentials = copy.subarray(original.length).toString("latin1");
    for (const secret of ["Rosalind", "Dawn", "Harbour", id, actor.teamId, actor.userId]) expect(credentials).not.toContain(secret);
    expect(startsWith(await bodyOf(await web.ask(`/api/originals/${id}`)), original)).toBe(true);
  });

  it("shows that it was changed: in the film, in its mark, and in the credentials", async () => {
    const copy = await bodyOf(await ask());
    for (const at of [copy.indexOf("mdat") + 100, copy.indexOf("trainedAlgorithmicMedia"), copy.lastIndexOf("trainedAlgorithmicMedia")]) {
      const changed = Buffer.from(copy);
      changed[at] = changed[at]! ^ 1;
      const found = (await read(changed, signing.authority))!;
      expect(found.validation_state).toBe("Invalid");
      expect(codesOf(found)).not.toEqual([]);
    }
    const longer = Buffer.concat([copy, Buffer.from("\0\0\0\x0cmoreboxy", "latin1")]);
    expect((await read(longer, signing.authority))!.validation_state).toBe("Invalid");
  });

  it("by a certificate that a reader does not know is whole, and untrusted", async () => {
    const found = (await read(await bodyOf(await ask())))!;
    expect([found.validation_state, codesOf(found)]).toEqual(["Valid", ["signingCredential.untrusted"]]);
  });

  it("goes on where it broke off, and is the same in a ZIP", async () => {
    const whole = await ask();
    const copy = await bodyOf(whole);
    const rest = await ask("?download=1", { range: `bytes=${original.length + 9}-`, "if-range": whole.headers.get("etag")! });
    expect(rest.status).toBe(206);
    expect((await bodyOf(rest)).equals(copy.subarray(original.length + 9))).toBe(true);
    const { id: bundle } = await prepareBundle(actor, parseInput(bundleSchema, { ids: [id] }));
    const files = unzipSync(new Uint8Array(await bodyOf(await web.ask(`/api/downloads/${bundle}`))));
    expect(Buffer.from(Object.entries(files).find(([name]) => name.endsWith(".mp4"))![1]).equals(copy)).toBe(true);
  });

  it("is signed with its recipe, and as a copy with letters in the picture", async () => {
    const withRecipe = await bodyOf(await ask("?download=recipe"));
    expect(withRecipe.toString("latin1")).toContain("Dawn over the pier");
    expect((await read(withRecipe, signing.authority))!.validation_state).toBe("Trusted");
    await label("both");
    await labelCopy(id);
    const lettered = await bodyOf(await ask());
    expect(startsWith(lettered, original)).toBe(false);
    expect((await read(lettered, signing.authority))!.validation_state).toBe("Trusted");
  });

  it("keeps the credentials that a provider put into its file, and gets no second ones", async () => {
    const provided = await bodyOf(await ask());
    await keep(provided);
    const copy = await bodyOf(await ask());
    expect(startsWith(copy, provided)).toBe(true);
    expect(copy.toString("latin1").split("c2pa.signature").length).toBe(provided.toString("latin1").split("c2pa.signature").length);
  });

  it("is signed once, however many ask at once, and whoever only asks how long it is hears the same", async () => {
    const copies = await Promise.all([1, 2, 3, 4].map(async () => bodyOf(await ask())));
    expect(copies.every((copy) => copy.equals(copies[0]!))).toBe(true);
    const head = await web.ask(`/api/media/${id}/video?download=1`, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(copies[0]!.length));
    expect(makeManifest).toHaveBeenCalledOnce();
  });

  it("is signed anew by another certificate, and nothing of the one before is kept", async () => {
    const [before] = [await bodyOf(await ask()), await bodyOf(await ask("?download=recipe"))];
    const [first] = await fingerprints();
    useCertificate(other);
    const after = await bodyOf(await ask());
    expect(after.equals(before)).toBe(false);
    expect((await read(after, other.authority))!.validation_state).toBe("Trusted");
    expect((await read(after, signing.authority))!.validation_state).toBe("Valid");
    expect(await fingerprints()).toEqual([expect.not.stringMatching(first!)]);
    expect(await db.seal.count()).toBe(1);
  });

  it("leaves with its mark alone where the certificate is not one for signing, which is found out and said once", async () => {
    useCertificate({ certificate: signing.authority, key: signing.authorityKey });
    for (const copy of [await bodyOf(await ask()), await bodyOf(await ask())]) {
      expect(copy.toString("latin1")).toContain(MADE_BY_AI);
      expect(copy.toString("latin1")).not.toContain("c2pa");
    }
    expect(lines).toEqual([expect.stringMatching(/a label could not be signed/)]);
    expect(lines[0]).toMatch(/The certificate does not sign.*self-signed disallowed/);
  });

  it("leaves with its mark alone where the certificate has ended", async () => {
    const past = path.join(folder, "past");
    mkdirSync(past);
    useCertificate(makeSigningFiles(past, -0.5));
    expect((await bodyOf(await ask())).toString("latin1")).not.toContain("c2pa");
    expect(lines).toEqual([expect.stringMatching(/The certificate does not sign.*certificate expired/)]);
  });

  it("leaves with its mark alone where the files for signing are gone, and the log says so", async () => {
    const passing = path.join(folder, "passing");
    mkdirSync(passing);
    useCertificate(makeSigningFiles(passing));
    rmSync(passing, { recursive: true });
    const copy = (await bodyOf(await ask())).toString("latin1");
    expect(copy).toContain(MADE_BY_AI);
    expect(copy).not.toContain("c2pa");
    expect(lines).toEqual([expect.stringContaining("C2PA_CERTIFICATE names a file that cannot be read")]);
  });

  it("is not signed where the file is not the one that was kept", async () => {
    await db.file.updateMany({ data: { sha256: "0".repeat(64) } });
    expect((await bodyOf(await ask())).toString("latin1")).not.toContain("c2pa");
    expect(lines).toEqual([expect.stringContaining("media-damaged")]);
  });
});

it.each(["off", "china"] as const)("a download of a project with other labels is not signed: %s", async (policy) => {
  await label(policy);
  await labelCopy(id);
  expect((await bodyOf(await ask())).toString("latin1")).not.toContain("c2pa");
});
