import { beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { draftSchema, type Draft } from "../schema";
import { db, truncateAll } from "@/lib/testing/database";
import { makeAsset, makeMember, makeProject } from "@/lib/testing/factories";
import { getDraft } from "./get-draft";
import { saveDraft } from "./save-draft";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";

let actor: Actor;
let projectId: string;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

const draft = (part: DraftPart = {}): Draft => draftSchema.parse(makeDraft(part));

it("a draft comes back with its assets, also those that are still on their way", async () => {
  const ready = await makeAsset({ teamId: actor.teamId, createdById: actor.userId });
  const coming = await makeAsset({ teamId: actor.teamId, createdById: actor.userId, status: "uploading" });
  const saved = draft({
    prompt: "海港的清晨 👩‍🎤",
    inputs: [
      { role: "firstFrame", assetId: ready.id },
      { role: "reference", assetId: coming.id },
    ],
  });
  await saveDraft(actor, { projectId, draft: saved });
  const view = await getDraft(actor, projectId);
  expect(view?.draft).toEqual(saved);
  expect(new Map(view?.assets.map((asset) => [asset.id, asset.status]))).toEqual(
    new Map([
      [ready.id, "ready"],
      [coming.id, "uploading"],
    ]),
  );
});

it("the last save wins, and an unfinished draft is as good as any", async () => {
  await saveDraft(actor, { projectId, draft: draft() });
  await saveDraft(actor, { projectId, draft: draft({ prompt: "", mode: "firstLast" }) });
  expect((await getDraft(actor, projectId))?.draft).toMatchObject({ recipe: { prompt: "", mode: "firstLast" } });
});

it("a draft is one person's own, in one project", async () => {
  await saveDraft(actor, { projectId, draft: draft() });
  const colleague = await makeMember("creator", { teamId: actor.teamId });
  expect(await getDraft(colleague, projectId)).toBeNull();
  expect(await getDraft(actor, (await makeProject({ teamId: actor.teamId })).id)).toBeNull();
});

it("another team's project is not found, and another team's assets are not shown", async () => {
  const stranger = await makeMember("owner");
  await expect(saveDraft(stranger, { projectId, draft: draft() })).rejects.toMatchObject({ code: "not-found" });
  const foreign = await makeAsset({ teamId: stranger.teamId, createdById: stranger.userId });
  await saveDraft(actor, { projectId, draft: draft({ inputs: [{ role: "reference", assetId: foreign.id }] }) });
  expect((await getDraft(actor, projectId))?.assets).toEqual([]);
});

it("a draft of 0.2.0, whose settings lay beside its files, is read as ever", async () => {
  const asset = await makeAsset({ teamId: actor.teamId, createdById: actor.userId });
  const saved = draft({ prompt: "A harbour at dawn", seed: 7, inputs: [{ role: "reference", assetId: asset.id }] });
  await saveDraft(actor, { projectId, draft: saved });
  await db.draft.updateMany({ data: { body: { ...saved.recipe, inputs: saved.inputs } } });
  expect((await getDraft(actor, projectId))?.draft).toEqual(saved);
});

it("a draft that today's studio cannot read is an empty composer", async () => {
  await saveDraft(actor, { projectId, draft: draft() });
  await db.draft.updateMany({ data: { body: { mode: "hologram" } } });
  expect(await getDraft(actor, projectId)).toBeNull();
});
