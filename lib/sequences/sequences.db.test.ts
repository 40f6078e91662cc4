import { beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { createSequence } from "./create-sequence";
import { requestExport } from "./exports/request-export";
import { getSequence, listSequences } from "./queries";
import { readTimeline } from "./read-timeline";
import { addClips, deleteSequence, saveSequence } from "./save-sequence";
import type { SequenceContent } from "./schema";
import { shownItems, totalFrames } from "./timeline";

let actor: Actor;
let projectId: string;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId, name: "Harbour" })).id;
});

async function makeClip(
  part: { createdAt?: Date; id?: string; durationMs?: number; width?: number; height?: number } = {},
): Promise<string> {
  const { createdAt, id = newId(), durationMs = 5042, width = 1280, height = 720 } = part;
  const made = { teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready", prompt: "A boat leaves" } as const;
  await makeGeneration({ ...made, id, ...(createdAt && { createdAt }) });
  await makeFile({ teamId: actor.teamId, generationId: id }, "video", { durationMs, width, height });
  return id;
}
const create = (clips: string[], name = "Rough cut") => createSequence(actor, { id: newId(), projectId, name, clips });
const clipsOf = ({ items }: SequenceContent) => items.map((item) => (item.kind === "clip" ? item.generationId : item.title));

it("a new one has the chosen clips in order of creation, those of one press as they were pressed, in the shape of the first", async () => {
  const pressed = new Date("2026-11-29T12:00:00Z");
  const [shot1, shot2, shot3] = [newId(), newId(), newId()];
  const later = await makeClip({ createdAt: new Date("2026-11-29T13:00:00Z") });
  for (const id of [shot2, shot3, shot1]) await makeClip({ id, createdAt: pressed, width: 720, height: 1280 });
  const running = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "running" });
  const { content, cards, missing } = await create([later, shot3, running.id, shot1, shot2]);
  expect(clipsOf(content)).toEqual([shot1, shot2, shot3, later]);
  expect(content).toMatchObject({ ratio: "9:16", resolution: "720p", fit: "fit", isLevelled: false });
  expect(content.items[0]).toMatchObject({ inFrame: 0, outFrame: 121, transitionFrames: 0 });
  expect([cards.length, missing]).toEqual([4, {}]);
});

it("a name that is taken gets a number, and the same press finds what it made", async () => {
  const input = { id: newId(), projectId, name: "Cut", clips: [] };
  const first = await createSequence(actor, input);
  expect(await createSequence(actor, input)).toEqual(first);
  expect((await create([], "Cut")).content.name).toBe("Cut 2");
  expect(await listSequences(actor, projectId)).toMatchObject([{ name: "Cut 2", frames: 0, itemCount: 0 }, { name: "Cut" }]);
  const running = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId });
  await expect(create([running.id])).rejects.toMatchObject({ code: "nothing-to-show" });
  const archived = await makeProject({ teamId: actor.teamId, archivedAt: new Date() });
  await expect(createSequence(actor, { ...input, id: newId(), projectId: archived.id })).rejects.toMatchObject({
    code: "project-archived",
  });
});

it("is read as a film with what became of its clips", async () => {
  const [whole, trashed, damaged] = [await makeClip(), await makeClip(), await makeClip()];
  const { id, content, version } = await create([whole, trashed, damaged]);
  const items = [
    ...content.items,
    { kind: "title", id: newId(), title: "The end", inFrame: 0, outFrame: 48, transitionFrames: 0 } as const,
  ];
  await saveSequence(actor, { id, version, content: { ...content, items, ratio: "21:9", resolution: "1080p" } });
  await db.generation.update({ where: { id: trashed }, data: { deletedAt: new Date() } });
  await db.file.updateMany({ where: { generationId: damaged }, data: { damagedAt: new Date() } });
  const timeline = await readTimeline(actor, id);
  expect(timeline).toMatchObject({ name: "Rough cut", framesPerSecond: 24, width: 2206, height: 946 });
  expect(timeline.items.map((item) => (item.kind === "clip" ? item.missing : item.title))).toEqual([null, "trashed", "damaged", "The end"]);
  expect(timeline.items[0]).toMatchObject({ sourceFrames: 121, fileName: `Harbour_A-boat-leaves_720p_5s_${whole.slice(-8)}.mp4` });
  expect(totalFrames(shownItems(timeline.items))).toBe(121 + 48);
  expect((await getSequence(actor, id)).missing).toEqual({ [trashed]: "trashed", [damaged]: "damaged" });
});

it("a save that builds on an older version changes nothing and is shown the newer one", async () => {
  const clip = await makeClip();
  const { id, content } = await create([clip]);
  const mine = { ...content, name: "Mine" };
  expect(await saveSequence(actor, { id, version: 1, content: mine })).toEqual({ saved: true, version: 2 });
  const theirs = { ...content, items: [] };
  expect(await saveSequence(actor, { id, version: 1, content: theirs })).toMatchObject({
    saved: false,
    theirs: { version: 2, content: { name: "Mine" } },
  });
  // The answer to the first was lost.
  expect(await saveSequence(actor, { id, version: 1, content: mine })).toEqual({ saved: true, version: 2 });
  expect((await addClips(actor, { id, key: newId(), clips: [clip] })).content.items).toHaveLength(2);
  expect(await saveSequence(actor, { id, version: 2, content: theirs })).toMatchObject({ saved: false });
});

it("is given the clips of a press once, however often it is sent, and those of the next again", async () => {
  const [first, second] = [await makeClip(), await makeClip()];
  const { id } = await create([first]);
  const input = { id, key: newId(), clips: [first] };
  const added = await addClips(actor, input);
  expect(clipsOf(added.content)).toEqual([first, first]);
  expect(await addClips(actor, input)).toEqual(added);
  await Promise.all([addClips(actor, { ...input, clips: [first, second] }), addClips(actor, { ...input, clips: [first, second] })]);
  expect(clipsOf((await getSequence(actor, id)).content)).toEqual([first, first, second]);
  expect(clipsOf((await addClips(actor, { ...input, key: newId() })).content)).toEqual([first, first, second, first]);
});

it("of a project in the archive is watched, and nothing of it changes", async () => {
  const clip = await makeClip();
  const { id, content } = await create([clip]);
  await db.project.update({ where: { id: projectId }, data: { archivedAt: new Date() } });
  const archived = { code: "project-archived" };
  await expect(saveSequence(actor, { id, version: 1, content: { ...content, name: "Late" } })).rejects.toMatchObject(archived);
  await expect(addClips(actor, { id, key: newId(), clips: [clip] })).rejects.toMatchObject(archived);
  await expect(requestExport(actor, { id, asId: newId(), version: 1 })).rejects.toMatchObject(archived);
  expect(await getSequence(actor, id)).toMatchObject({ version: 1, content });
});

it("shows no frames that have only a sound, and hands over as many", async () => {
  const clip = await makeClip({ durationMs: 5_400 });
  await db.generation.update({ where: { id: clip }, data: { durationSeconds: 5, actualDuration: null } });
  const { id, content } = await create([clip]);
  expect(content.items[0]).toMatchObject({ outFrame: 121 });
  expect((await readTimeline(actor, id)).items[0]).toMatchObject({ sourceFrames: 121 });
});

it("goes with all of its items, and its clips stay", async () => {
  const clip = await makeClip();
  const { id } = await create([clip]);
  await deleteSequence(actor, { id });
  await expect(getSequence(actor, id)).rejects.toMatchObject({ code: "not-found" });
  expect([await db.sequenceItem.count(), await db.generation.count()]).toEqual([0, 1]);
});

it("of another team cannot be seen, changed or given a clip", async () => {
  const { id, content } = await create([await makeClip()]);
  const stranger = await makeMember("owner");
  const theirs = await makeGeneration({ teamId: stranger.teamId, status: "ready" });
  const notFound = { code: "not-found" };
  expect(await listSequences(stranger, projectId)).toEqual([]);
  await expect(getSequence(stranger, id)).rejects.toMatchObject(notFound);
  await expect(readTimeline(stranger, id)).rejects.toMatchObject(notFound);
  await expect(saveSequence(stranger, { id, version: 1, content })).rejects.toMatchObject(notFound);
  await expect(deleteSequence(stranger, { id })).rejects.toMatchObject(notFound);
  await expect(addClips(actor, { id, key: newId(), clips: [theirs.id] })).rejects.toMatchObject(notFound);
  const items = [{ kind: "clip", id: newId(), generationId: theirs.id, inFrame: 0, outFrame: 9, transitionFrames: 0 } as const];
  await expect(saveSequence(actor, { id, version: 1, content: { ...content, items } })).rejects.toMatchObject(notFound);
  expect(await getSequence(actor, id)).toMatchObject({ version: 1 });
});
