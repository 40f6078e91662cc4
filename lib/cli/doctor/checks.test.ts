import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backupName } from "@/lib/backup/keep-newest";
import { writeManifest } from "@/lib/backup/manifest";
import { readSettings } from "../launch/settings";
import { makeSigningFiles } from "@/lib/testing/signing-files";
import { CHECKS, type Finding, type Patient } from "./checks";

let folder: string;
let server: Server | null = null;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "dailies-doctor-"))));
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
  for (const name of [folder, `${folder}-backups`]) rmSync(name, { recursive: true, force: true });
});

/** One look at a studio with these settings, whose database cannot be reached. */
function look(name: string, settings: Record<string, string> = {}): Promise<Finding> {
  const patient: Patient = { settings: readSettings({ DATA_DIR: folder, ...settings }), database: null, problem: "It is not there." };
  return CHECKS.find((check) => check.name === name)!.look(patient);
}

async function listen(answer: string): Promise<string> {
  server = createServer((_, response) => response.end(answer));
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return String((server.address() as { port: number }).port);
}

describe("the doctor", () => {
  it("says of everything that is not well what to do, and of nothing else", async () => {
    for (const { name } of CHECKS.filter(({ name }) => name !== "Storage" && name !== "ffmpeg")) {
      const finding = await look(name);
      expect(finding.remedy === undefined, name).toBe(finding.state === "ok");
    }
  });

  it("looks at all that a studio stands on", () => {
    expect(CHECKS.map(({ name }) => name)).toEqual(
      "Node Disk Port Database Clock Storage ffmpeg Provider Address Proxy Backups Labels".split(" "),
    );
  });

  it("tells a port that another program has from the studio's own", async () => {
    const taken = await listen("hello");
    expect(await look("Port", { PORT: taken })).toMatchObject({ state: "bad", remedy: expect.stringContaining("PORT") });
    server!.close();
    const ours = await listen(JSON.stringify({ status: "ok", checks: {} }));
    expect(await look("Port", { PORT: ours })).toMatchObject({ state: "ok" });
  });

  it("signs a film of nothing to know whether labels are signed", async () => {
    expect(await look("Labels")).toEqual({ state: "ok", says: "not signed: C2PA_CERTIFICATE is unset" });
    const lasting = makeSigningFiles(folder, 90);
    const signs = await look("Labels", { C2PA_CERTIFICATE: lasting.certificate, C2PA_KEY: lasting.key });
    expect(signs).toMatchObject({ state: "ok", says: expect.stringMatching(/^signed as O=Test, CN=Signer until \d{4}-/) });
    const authority = { C2PA_CERTIFICATE: lasting.authority, C2PA_KEY: lasting.authorityKey };
    expect(await look("Labels", authority)).toEqual({
      state: "bad",
      says: expect.stringMatching(/^cannot be signed: certificate .*self-signed/),
      remedy: expect.stringContaining("digitalSignature"),
    });
    const soon = makeSigningFiles(folder, 2);
    expect(await look("Labels", { C2PA_CERTIFICATE: soon.certificate, C2PA_KEY: soon.key })).toMatchObject({ state: "warning" });
    const ended = makeSigningFiles(folder, -0.5);
    const since = expect.stringMatching(/^the certificate ended on \d{4}-/);
    expect(await look("Labels", { C2PA_CERTIFICATE: ended.certificate, C2PA_KEY: ended.key })).toMatchObject({ state: "bad", says: since });
    const unreadable = await look("Labels", { C2PA_CERTIFICATE: ended.certificate, C2PA_KEY: path.join(folder, "nowhere.key") });
    expect(unreadable).toMatchObject({ state: "bad", remedy: "C2PA_KEY names a file that cannot be read (ENOENT)." });
  });

  it("passes on why the database cannot be reached", async () => {
    expect(await look("Database")).toMatchObject({ state: "bad", says: "It is not there." });
  });

  it("warns of a disk below its marks", async () => {
    expect((await look("Disk", { DISK_SOFT_GIB: "0", DISK_HARD_GIB: "0" })).state).toBe("ok");
    expect((await look("Disk", { DISK_SOFT_GIB: "999999", DISK_HARD_GIB: "0" })).state).toBe("warning");
    expect((await look("Disk", { DISK_SOFT_GIB: "999999", DISK_HARD_GIB: "999999" })).state).toBe("bad");
  });

  it("warns where there is no backup, where the newest is old, and not where it is new", async () => {
    const backup = async (at: Date) => {
      const place = path.join(`${folder}-backups`, backupName(at));
      mkdirSync(place, { recursive: true });
      writeFileSync(path.join(place, "nothing"), "");
      const none = { instanceId: null, migrations: [], secretCheck: "x", tables: [], files: [], missing: [] };
      await writeManifest(place, { format: 1, studioVersion: "0", madeAt: at.toISOString(), ...none });
    };
    expect((await look("Backups")).state).toBe("warning");
    await backup(new Date(Date.now() - 9 * 86_400_000));
    expect(await look("Backups")).toMatchObject({ state: "warning", says: expect.stringContaining("9 days") });
    await backup(new Date());
    expect((await look("Backups")).state).toBe("ok");
  });

  it("warns of an address without https, and of one that does not lead here", async () => {
    const port = await listen(JSON.stringify({ status: "ok", checks: {} }));
    expect((await look("Address", { PUBLIC_URL: `http://127.0.0.1:${port}` })).state).toBe("warning");
    server!.close();
    server = null;
    expect((await look("Address", { PUBLIC_URL: `http://127.0.0.1:${port}` })).state).toBe("bad");
    expect((await look("Address", { HOST: "0.0.0.0" })).state).toBe("warning");
  });

  it("warns where a proxy is not believed, where anybody would be, and where it alone says who we are", async () => {
    const PUBLIC_URL = "https://studio.example.com";
    const proxy = async (settings: Record<string, string>) => await look("Proxy", settings);
    expect(await proxy({})).toEqual({ state: "ok", says: "none stands before it" });
    expect(await proxy({ PUBLIC_URL })).toMatchObject({ state: "warning", remedy: expect.stringContaining("TRUSTED_PROXIES") });
    expect(await proxy({ PUBLIC_URL, TRUSTED_PROXIES: "1" })).toMatchObject({ state: "ok" });
    expect(await proxy({ PUBLIC_URL, TRUSTED_PROXIES: "1", HOST: "0.0.0.0" })).toMatchObject({
      remedy: expect.stringContaining("HOST=127.0.0.1"),
    });
    expect(await proxy({ TRUSTED_PROXIES: "1" })).toMatchObject({ state: "warning", remedy: expect.stringContaining("PUBLIC_URL") });
  });
});
