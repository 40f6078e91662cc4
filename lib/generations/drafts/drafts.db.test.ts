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
  await saveDraft(actor, { projectId, draft: saved, version: 0 });
  const view = await getDraft(actor, projectId);
  expect(view?.draft).toEqual(saved);
  expect(new Map(view?.assets.map((asset) => [asset.id, asset.status]))).toEqual(
    new Map([
      [ready.id, "ready"],
      [coming.id, "uploading"],
    ]),
  );
});

it("each save builds on the one before, and an unfinished draft is as good as any", async () => {
  expect(await saveDraft(actor, { projectId, draft: draft(), version: 0 })).toEqual({ saved: true, version: 1 });
  const unfinished = draft({ prompt: "", mode: "firstLast" });
  expect(await saveDraft(actor, { projectId, draft: unfinished, version: 1 })).toEqual({ saved: true, version: 2 });
  expect(await getDraft(actor, projectId)).toMatchObject({ draft: unfinished, version: 2 });
});

it("a tab that builds on an older draft writes over nothing and is shown the newer one", async () => {
  await saveDraft(actor, { projectId, draft: draft(), version: 0 });
  const newer = draft({ prompt: "Written in the first tab" });
  await saveDraft(actor, { projectId, draft: newer, version: 1 });
  const stale = draft({ prompt: "Written in the second tab" });
  for (const version of [0, 1])
    expect(await saveDraft(actor, { projectId, draft: stale, version })).toMatchObject({
      saved: false,
      theirs: { draft: newer, version: 2 },
    });
  expect((await getDraft(actor, projectId))?.draft).toEqual(newer);
  // What both want alike is no conflict: the answer to the first time was lost.
  expect(await saveDraft(actor, { projectId, draft: newer, version: 1 })).toEqual({ saved: true, version: 2 });
});

it("of two first saves at once one is kept, and the other is told", async () => {
  const answers = await Promise.all(["one", "two"].map((prompt) => saveDraft(actor, { projectId, draft: draft({ prompt }), version: 0 })));
  expect(answers.map(({ saved }) => saved).sort()).toEqual([false, true]);
});

it("a draft is one person's own, in one project", async () => {
  await saveDraft(actor, { projectId, draft: draft(), version: 0 });
  const colleague = await makeMember("creator", { teamId: actor.teamId });
  expect(await getDraft(colleague, projectId)).toBeNull();
  expect(await getDraft(actor, (await makeProject({ teamId: actor.teamId })).id)).toBeNull();
});

it("another team's project is not found, and another team's assets are not shown", async () => {
  const stranger = await makeMember("owner");
  await expect(saveDraft(stranger, { projectId, draft: draft(), version: 0 })).rejects.toMatchObject({ code: "not-found" });
  const foreign = await makeAsset({ teamId: stranger.teamId, createdById: stranger.userId });
  await saveDraft(actor, { projectId, draft: draft({ inputs: [{ role: "reference", assetId: foreign.id }] }), version: 0 });
  expect((await getDraft(actor, projectId))?.assets).toEqual([]);
});

it("a draft of 0.2.0, whose settings lay beside its files, is read as ever", async () => {
  const asset = await makeAsset({ teamId: actor.teamId, createdById: actor.userId });
  const saved = draft({ prompt: "A harbour at dawn", seed: 7, inputs: [{ role: "reference", assetId: asset.id }] });
  await saveDraft(actor, { projectId, draft: saved, version: 0 });
  await db.draft.updateMany({ data: { body: { ...saved.recipe, inputs: saved.inputs } } });
  expect((await getDraft(actor, projectId))?.draft).toEqual(saved);
});

it("a draft that today's studio cannot read is an empty composer", async () => {
  await saveDraft(actor, { projectId, draft: draft(), version: 0 });
  await db.draft.updateMany({ data: { body: { mode: "hologram" } } });
  expect(await getDraft(actor, projectId)).toBeNull();
  // And its place can be written to again.
  expect(await saveDraft(actor, { projectId, draft: draft(), version: 0 })).toMatchObject({ saved: true });
});
