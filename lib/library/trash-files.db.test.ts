import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { requestUpload } from "@/lib/assets/request-upload";
import { keyOf } from "@/lib/files/keys";
import { emptyTrash } from "@/lib/files/trash";
import { purgeGeneration, deleteGenerations } from "@/lib/generations/asking/delete";
import { submitMany } from "@/lib/generations/asking/submit";
import { getDraft } from "@/lib/generations/drafts/get-draft";
import { saveDraft } from "@/lib/generations/drafts/save-draft";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeDraft } from "@/lib/testing/draft";
import { makeAsset, makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { listLibrary } from "./list-files";
import { listTrashedFiles, purgeFile, restoreFiles, trashFiles } from "./trash-files";

const HASH = "a".repeat(64);
const signal = new AbortController().signal;
let actor: Actor;
let id: string;
let key: string;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember();
  ({ id } = await makeAsset({ teamId: actor.teamId, createdById: actor.userId, name: "pier.png", sourceSha256: HASH, sizeBytes: 500 }));
  key = keyOf({ teamId: actor.teamId, assetId: id }, "original");
  await getStorage().put(key, Buffer.alloc(500));
  await makeFile({ teamId: actor.teamId, assetId: id }, "original", { bytes: 500 });
});

const library = async () => (await listLibrary(actor, { find: {}, cursor: null })).items.map((item) => item.id);
const isStored = async () => (await getStorage().stat(key)) !== null;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
async function use(status: "ready" | "waiting"): Promise<string> {
  const project = await makeProject({ teamId: actor.teamId });
  const clip = await makeGeneration({ teamId: actor.teamId, projectId: project.id, createdById: actor.userId, status });
  await db.generationInput.create({ data: { teamId: actor.teamId, generationId: clip.id, position: 0, assetId: id, role: "reference" } });
  return clip.id;
}

describe("the trash of files", () => {
  it("takes a file out of the library, keeps its bytes for thirty days, and gives it back as it was", async () => {
    expect(await trashFiles(actor, { ids: [id] })).toEqual({ ids: [id] });
    expect(await trashFiles(actor, { ids: [id] })).toEqual({ ids: [] });
    expect(await library()).toEqual([]);
    expect(await listTrashedFiles(actor)).toMatchObject([{ id, name: "pier.png", canRestore: true }]);
    await emptyTrash(signal);
    expect(await isStored()).toBe(true);
    expect(await restoreFiles(actor, { ids: [id] })).toEqual({ ids: [id] });
    expect(await library()).toEqual([id]);
    expect(await listTrashedFiles(actor)).toEqual([]);
  });

  it("lets the bytes go when its time is over; the row stays, and nobody gets it back", async () => {
    await trashFiles(actor, { ids: [id] });
    await db.asset.update({ where: { id }, data: { deletedAt: daysAgo(31) } });
    await emptyTrash(signal);
    expect(await isStored()).toBe(false);
    expect(await db.file.count({ where: { assetId: id } })).toBe(0);
    expect(await listTrashedFiles(actor)).toEqual([]);
    await expect(restoreFiles(actor, { ids: [id] })).rejects.toMatchObject({ code: "not-found" });
  });

  it("keeps the bytes for as long as a clip is there, or can be brought back, that was made from them", async () => {
    const clip = await use("ready");
    await trashFiles(actor, { ids: [id] });
    await purgeFile(actor, { id });
    await db.asset.update({ where: { id }, data: { deletedAt: daysAgo(40) } });
    await emptyTrash(signal);
    expect(await isStored()).toBe(true);
    await deleteGenerations(actor, { ids: [clip] });
    await emptyTrash(signal);
    expect(await isStored()).toBe(true);
    await purgeGeneration(actor, { id: clip });
    await db.generation.update({ where: { id: clip }, data: { deletedAt: daysAgo(31) } });
    await emptyTrash(signal);
    expect(await isStored()).toBe(false);
  });

  it("is not emptied of what a clip that is not over needs", async () => {
    const clip = await use("waiting");
    await trashFiles(actor, { ids: [id] });
    await expect(purgeFile(actor, { id })).rejects.toMatchObject({ code: "file-in-use" });
    await db.generation.update({ where: { id: clip }, data: { status: "failed", nextActionAt: null } });
    await expect(purgeFile(actor, { id })).resolves.toEqual({ purged: true });
    expect(await listTrashedFiles(actor)).toEqual([]);
  });

  it("gives a file back to whoever brings the same bytes again", async () => {
    await trashFiles(actor, { ids: [id] });
    const ticket = await requestUpload(actor, { name: "again.png", mimeType: "image/png", sizeBytes: 500, sha256: HASH });
    expect(ticket).toMatchObject({ asset: { id }, uploadUrl: null });
    expect(await library()).toEqual([id]);
  });

  it("takes it from nobody who has it in the composer; once it is gone for good it can be used no more", async () => {
    const project = await makeProject({ teamId: actor.teamId });
    const draft = makeDraft({ mode: "references", inputs: [{ role: "reference", assetId: id }] });
    await saveDraft(actor, { projectId: project.id, draft, version: 0 });
    await trashFiles(actor, { ids: [id] });
    expect((await getDraft(actor, project.id))?.assets).toMatchObject([{ id }]);
    await purgeFile(actor, { id });
    expect((await getDraft(actor, project.id))?.assets).toEqual([]);
    await expect(submitMany(actor, [{ id: newId(), projectId: project.id, draft }])).rejects.toMatchObject({ code: "not-found" });
  });

  it("is for whoever brought the file, and for owners; all of them, or none", async () => {
    const friend = await makeMember("creator", { teamId: actor.teamId });
    const own = await makeAsset({ teamId: actor.teamId, createdById: friend.userId });
    await expect(trashFiles(friend, { ids: [own.id, id] })).rejects.toMatchObject({ code: "not-allowed" });
    expect(await library()).toHaveLength(2);
    const owner = await makeMember("owner", { teamId: actor.teamId });
    await trashFiles(owner, { ids: [own.id, id] });
    await expect(restoreFiles(friend, { ids: [id] })).rejects.toMatchObject({ code: "not-allowed" });
    await expect(purgeFile(friend, { id })).rejects.toMatchObject({ code: "not-allowed" });
    const stranger = await makeMember("owner");
    const notFound = { code: "not-found" };
    await expect(trashFiles(stranger, { ids: [id] })).rejects.toMatchObject(notFound);
    await expect(restoreFiles(stranger, { ids: [id] })).rejects.toMatchObject(notFound);
    await expect(purgeFile(stranger, { id })).rejects.toMatchObject(notFound);
    expect(await listTrashedFiles(stranger)).toEqual([]);
  });
});
