import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { parseInput } from "@/lib/access/doors/parse-input";
import { keyOf } from "@/lib/files/keys";
import { MADE_BY_AI } from "@/lib/files/label/ai-mark";
import { labelCopy } from "@/lib/generations/copies/label-copy";
import { grabFrame } from "@/lib/platform/ffmpeg/frames";
import { getStorage } from "@/lib/platform/storage/storage";
import type { LabelPolicy } from "@/lib/projects/label-policy";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { makeClip, sampleFolder } from "@/lib/testing/sample-files";
import { startWebServer } from "@/lib/testing/web-server";
import { createShare } from "../create-share";
import { findLiveShare } from "../guests/find-share";
import { openShare } from "../guests/read-shared";
import { revokeShare } from "../revoke-share";
import { createShareSchema } from "../schema";
import { guestCopyJob } from "./jobs";
import { makeGuestCopy } from "./make-copy";
import { sweepGuestCopies } from "./sweep-copies";

const web = await startWebServer();
let folder: string;
let original: Buffer;
let ada: Actor;
let projectId: string;
let clip: string;

beforeAll(async () => {
  folder = await sampleFolder();
  original = await readFile(await makeClip(folder, "clip.mp4", { seconds: 1, size: "320x180", sound: true }));
});

async function keep(owner: { teamId: string } & ({ generationId: string } | { exportId: string })): Promise<void> {
  const { sizeBytes, sha256 } = await getStorage().put(keyOf(owner, "video"), original);
  const facts = { width: 320, height: 180, durationMs: 1000, facts: { codecs: "avc1.64001e" } };
  await makeFile(owner, "video", { bytes: sizeBytes, sha256, ...facts });
}

beforeEach(async () => {
  await truncateAll();
  ada = await makeMember("creator");
  const { teamId, userId } = ada;
  await db.team.update({ where: { id: teamId }, data: { name: "Harbour" } });
  projectId = (await makeProject({ teamId })).id;
  clip = (await makeGeneration({ teamId, projectId, createdById: userId, status: "ready", durationSeconds: 1 })).id;
  await keep({ teamId, generationId: clip });
});

const share = async (given: object = {}) =>
  createShare(ada, parseInput(createShareSchema, { of: { kind: "clips", ids: [clip] }, ...given }));
const file = (token: string, rest = "") => web.ask(`/api/shares/${token}/clips/${clip}/video${rest}`);
const bytesOf = async (token: string, rest = "") => Buffer.from(await (await file(token, rest)).arrayBuffer());
const policy = (aiLabels: LabelPolicy) => db.project.update({ where: { id: projectId }, data: { aiLabels } });
async function shown(token: string) {
  const opened = await openShare({ token, network: "203.0.113.0/24", cookie: () => undefined });
  return opened?.kind === "open" ? opened.view : null;
}
/** Does what was rung for. */
async function work(): Promise<number> {
  const rung = await db.$queryRaw<{ id: string; data: Parameters<typeof makeGuestCopy>[0] }[]>`
    SELECT id::text, data FROM pgboss.job WHERE name = ${guestCopyJob.name} AND state < 'active'`;
  for (const { data } of rung) await makeGuestCopy(data);
  await db.$executeRaw`DELETE FROM pgboss.job WHERE name = ${guestCopyJob.name}`;
  return rung.length;
}
/** How far the middle of the picture differs in itself; the clip is one red. */
async function spreadOf(bytes: Buffer): Promise<number> {
  const name = path.join(folder, `${newId()}.mp4`);
  await writeFile(name, bytes);
  const { channels } = await sharp(await grabFrame(name, { atSeconds: 0.9 })).stats();
  return Math.max(...channels.map(({ min, max }) => max - min));
}

it("is given a copy to watch where nothing may be taken away, and not one byte of the file before that is there", async () => {
  const { token } = await share();
  expect((await file(token)).status).toBe(409);
  expect(await shown(token)).toMatchObject({ clips: [{ isPreparing: true, canDownload: false }] });
  expect(await work()).toBe(1);
  expect(await shown(token)).toMatchObject({ clips: [{ isPreparing: false }] });
  const copy = await bytesOf(token);
  expect(copy.length).toBeGreaterThan(1000);
  expect(copy.equals(original)).toBe(false);
  expect((await file(token, "?download=1")).status).toBe(404);
  // Who may take it away has the file itself.
  expect((await bytesOf((await share({ allowsDownload: true })).token, "?download=1")).equals(original)).toBe(true);
});

it("is watched with the labels that its project puts on what leaves the studio", async () => {
  const { token } = await share({ allowsDownload: true });
  expect((await bytesOf(token)).equals(original)).toBe(true);
  await policy("eu");
  for (const rest of ["", "?download=1"]) expect((await bytesOf(token, rest)).includes(MADE_BY_AI)).toBe(true);
  await policy("china");
  for (const rest of ["", "?download=1"]) expect((await file(token, rest)).status).toBe(409);
  expect(await shown(token)).toMatchObject({ clips: [{ isPreparing: true, canDownload: false }] });
  await labelCopy(clip);
  expect(await spreadOf(await bytesOf(token))).toBeGreaterThan(60);
});

it("has the team's words across it, seen and taken away, as long as some link wants them; the original stays as it was", async () => {
  const of = await share({ allowsDownload: true, watermark: "" });
  const { token } = of;
  expect(of.share.watermark).toBe("Harbour");
  expect([(await file(token)).status, (await file(token, "?download=1")).status]).toEqual([409, 409]);
  expect(await work()).toBe(1);
  const copy = await bytesOf(token);
  expect(await spreadOf(original)).toBeLessThan(30);
  expect(await spreadOf(copy)).toBeGreaterThan(60);
  expect((await bytesOf(token, "?download=1")).equals(copy)).toBe(true);
  const key = keyOf({ teamId: ada.teamId, generationId: clip }, "video");
  expect((await getStorage().withLocalFile(key, (name) => readFile(name))).equals(original)).toBe(true);
  // The same words are the same copy; others are another.
  const [same, others] = [await share({ watermark: "Harbour" }), await share({ watermark: "For Kim" })];
  expect([(await file(same.token)).status, (await file(others.token)).status]).toEqual([200, 409]);
  await work();
  const marks = async () => (await db.file.findMany({ where: { variant: "watermarked" } })).map(({ mark }) => mark).sort();
  expect(await marks()).toEqual(["\nFor Kim", "\nHarbour"]);
  await revokeShare(ada, { id: of.share.id });
  await revokeShare(ada, { id: others.share.id });
  expect(await sweepGuestCopies()).toBe(1);
  expect(await marks()).toEqual(["\nHarbour"]);
  expect((await file(same.token)).status).toBe(200);
  expect(await findLiveShare({ token, network: "203.0.113.0/24" })).toBeNull();
});

it("is a film with the team's words across it, and none that lacks the labels which its project asks for by now", async () => {
  const { teamId, userId } = ada;
  const cut = { id: newId(), teamId, projectId, createdById: userId, name: "Trailer", ratio: "16:9", resolution: "720p" };
  await db.sequence.create({ data: cut });
  const timeline = { name: "Trailer", width: 320, height: 180, fit: "fit", isLevelled: false, items: [] };
  const made = { id: newId(), teamId, sequenceId: cut.id, createdById: userId, status: "ready", timeline, frames: 24 } as const;
  await db.sequenceExport.create({ data: made });
  await keep({ teamId, exportId: made.id });
  const { token } = await share({ of: { kind: "sequence", id: cut.id }, watermark: "Harbour" });
  const film = () => web.ask(`/api/shares/${token}/film`);
  expect([(await film()).status, await shown(token)]).toMatchObject([409, { film: { state: "preparing" } }]);
  await work();
  expect(await shown(token)).toMatchObject({ film: { state: "ready" } });
  expect(await spreadOf(Buffer.from(await (await film()).arrayBuffer()))).toBeGreaterThan(60);
  await policy("china");
  expect([(await film()).status >= 400, await shown(token)]).toMatchObject([true, { film: { state: "unlabelled", canDownload: false } }]);
});
