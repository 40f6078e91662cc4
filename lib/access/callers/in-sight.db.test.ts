import { beforeAll, describe, expect, it } from "vitest";
import { createElement } from "@/lib/assets/elements/elements";
import { findFiles } from "@/lib/assets/find-files";
import { exportSpend } from "@/lib/budgets/export-spend";
import { getDraft } from "@/lib/generations/drafts/get-draft";
import { saveDraft } from "@/lib/generations/drafts/save-draft";
import { listLabels } from "@/lib/generations/marks/labels";
import { listActivity } from "@/lib/generations/review/activity";
import { getElementUses } from "@/lib/library/get-file";
import { listLibrary } from "@/lib/library/list-files";
import { readShelves } from "@/lib/library/shelves";
import { listTrashedFiles } from "@/lib/library/trash-files";
import { restoreCarried } from "@/lib/recipes/carried/restore-carried";
import { requestExport } from "@/lib/sequences/exports/request-export";
import { createSequence } from "@/lib/sequences/create-sequence";
import { getSequence } from "@/lib/sequences/queries";
import { newId } from "@/lib/shared/ids";
import { createShare } from "@/lib/shares/create-share";
import { createShareSchema } from "@/lib/shares/schema";
import { db } from "@/lib/testing/database";
import { makeDraft } from "@/lib/testing/draft";
import { makeAsset, makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { actorFor } from "./actor-for";
import type { Actor } from "./actor";
import { requireInSight } from "./in-sight";

// Ways that lead to what lies in a closed project without naming it: lib/operations.db.test.ts tries those that do.

const SECRET = "The ending that nobody may know yet";
const notFound = { code: "not-found" };

let inside: Actor;
let outside: Actor;
let open: string;
let clip: string;

beforeAll(async () => {
  inside = await makeMember("creator");
  const { teamId, userId } = inside;
  const other = await makeMember("creator", { teamId });
  ({ id: open } = await makeProject({ teamId }));
  const { id: closed } = await makeProject({ teamId, name: SECRET, isPrivate: true });
  await db.projectMember.create({ data: { teamId, projectId: closed, userId } });
  outside = await actorFor(other.userId, teamId);
  ({ id: clip } = await makeGeneration({ teamId, projectId: closed, createdById: userId, status: "ready", prompt: SECRET }));
  await makeFile({ teamId, generationId: clip }, "video", { durationMs: 5000, width: 1280, height: 720 });
});

describe("to whom a project is closed", () => {
  it("an element tells nothing of the clips there that it was used for", async () => {
    const picture = await makeAsset({ teamId: inside.teamId });
    const element = await createElement(inside, {
      ...{ kind: "prop", name: "rope", text: "", pictures: [picture.id], voice: null, consent: "", consentUntil: null },
    });
    const input = { role: "reference", position: 0, assetId: picture.id, elementVersionId: element.versionId } as const;
    await db.generationInput.create({ data: { teamId: inside.teamId, generationId: clip, ...input } });
    expect(await getElementUses(inside, element)).toMatchObject({ uses: 1, usedIn: [{ id: clip }] });
    expect(await getElementUses(outside, element)).toEqual({ uses: 0, usedIn: [] });
  });

  it("a sequence elsewhere has a gap where a clip of it stands: it is neither told of, nor exported, nor shown to guests", async () => {
    const { id } = await createSequence(inside, { id: newId(), projectId: open, name: "Trailer", clips: [clip] });
    expect((await getSequence(inside, id)).cards).toHaveLength(1);
    const seen = await getSequence(outside, id);
    expect(seen).toMatchObject({ cards: [], missing: { [clip]: "closed" } });
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    await expect(requestExport(outside, { id, asId: newId(), version: 1 })).rejects.toMatchObject({ code: "nothing-to-export" });
    const share = createShareSchema.parse({ of: { kind: "sequence", id } });
    await expect(createShare(outside, share)).rejects.toMatchObject(notFound);
    await createShare(inside, share);
  });

  it("a draft comes without the file of a clip there, and is saved on", async () => {
    const { teamId } = inside;
    const { id: assetId } = await makeAsset({ teamId, createdById: outside.userId, name: SECRET, fromGenerationId: clip });
    const draft = makeDraft({ mode: "references", prompt: "The same, at night", inputs: [{ role: "reference", assetId }] });
    await saveDraft({ ...outside, hidden: [] }, { projectId: open, draft, version: 0 });
    const kept = await getDraft(outside, open);
    expect(kept).toMatchObject({ draft: { recipe: { prompt: "The same, at night" } }, assets: [] });
    expect(await getDraft({ ...outside, hidden: [] }, open)).toMatchObject({ assets: [{ id: assetId }] });
  });

  it("a file that was taken from a clip there is none, until it is used elsewhere", async () => {
    const { teamId, userId } = inside;
    const file = await makeAsset({ teamId, createdById: userId, name: "ending.png", fromGenerationId: clip });
    const { id } = await makeAsset({ teamId, createdById: userId });
    const made = { state: "ready", model: "m", size: "1024x1024", micros: 0, isEmulated: true, prompt: SECRET } as const;
    const { projectId } = await db.generation.findUniqueOrThrow({ where: { id: clip } });
    await db.madePicture.create({ data: { id, teamId, projectId, createdById: userId, ...made } });
    const text = JSON.stringify({
      ...{ dailies: "recipe", version: 1, recipe: { prompt: "x", model: "seedance-2.0" } },
      files: [{ role: "reference", kind: "image", name: "ending.png", sha256: file.sha256 }],
    });
    const told = async (actor: Actor) =>
      JSON.stringify([
        await listLibrary(actor, { find: {}, cursor: null }),
        await findFiles(actor, { names: ["ending.png"], ids: [] }),
        await restoreCarried(actor, { text }),
      ]);
    const everything = await told(inside);
    const nothing = await told(outside);
    for (const hidden of [file.id, id]) {
      expect(everything).toContain(hidden);
      expect(nothing).not.toContain(hidden);
      await expect(requireInSight(outside, { id: hidden })).rejects.toMatchObject(notFound);
      await requireInSight(inside, { id: hidden });
    }

    const { id: elsewhere } = await makeGeneration({ teamId, projectId: open, createdById: userId, status: "ready" });
    await db.generationInput.create({ data: { teamId, generationId: elsewhere, role: "reference", position: 0, assetId: file.id } });
    expect(await told(outside)).toContain(file.id);
    await requireInSight(outside, { id: file.id });

    await db.asset.updateMany({ where: { id: { in: [file.id, id] } }, data: { deletedAt: new Date() } });
    expect((await listTrashedFiles(inside)).map((one) => one.id).toSorted()).toEqual([file.id, id].toSorted());
    expect((await listTrashedFiles(outside)).map((one) => one.id)).toEqual([file.id]);
  });

  it("a tag of nothing but clips there is none, and of a clip that was moved there no word stays behind", async () => {
    const { teamId, userId } = inside;
    const label = await db.label.create({ data: { id: newId(), teamId, name: SECRET, key: SECRET.toLowerCase() } });
    await db.clipLabel.create({ data: { teamId, generationId: clip, labelId: label.id } });
    await db.activity.create({ data: { teamId, projectId: open, generationId: clip, actorId: userId, kind: "approve" } });
    const told = async (actor: Actor) =>
      JSON.stringify([await listLabels(actor, open), await readShelves(actor), await listActivity(actor, open, null)]);
    expect((await told(inside)).split(SECRET)).toHaveLength(6);
    expect(await told(outside)).not.toContain(SECRET);
  });

  it("what they spent there is told without its name", async () => {
    const { teamId, userId } = outside;
    const { projectId } = await db.generation.findUniqueOrThrow({ where: { id: clip } });
    const spent = { kind: "settled", clips: 1, tokens: 1, micros: 1, isEmulated: true, model: "m", state: "ready" } as const;
    await db.spend.create({ data: { teamId, generationId: clip, projectId, userId, day: new Date("2026-11-05"), ...spent } });
    const linesOf = async (actor: Actor) => (await Array.fromAsync((await exportSpend(actor, { month: "2026-11" })).lines)).join("");
    const told = await linesOf(outside);
    expect(told).toContain(clip);
    expect(told).not.toContain(SECRET);
    expect(await linesOf({ ...outside, hidden: [] })).toContain(SECRET);
  });
});
