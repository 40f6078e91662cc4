import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { changeElement, createElement, deleteElement } from "@/lib/assets/elements/elements";
import { changeElementSchema, createElementSchema } from "@/lib/assets/elements/schema";
import type { ElementView } from "@/lib/assets/elements/view";
import { letGoOfAssetFiles } from "@/lib/files/trash";
import { getElementUses } from "@/lib/library/get-file";
import { mentionToken } from "@/lib/models/mention-tokens";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeDraft } from "@/lib/testing/draft";
import { makeAsset, makeFile, makeMember, makeProject } from "@/lib/testing/factories";
import type { Find } from "../find/find";
import { findClips } from "../find/find-clips";
import { getDraft } from "../drafts/get-draft";
import { saveDraft } from "../drafts/save-draft";
import { getClip } from "../queries";
import type { Draft } from "../schema";
import { previewGeneration } from "../request-preview/preview-request";
import { retryGeneration } from "./retry";
import { submitGeneration } from "./submit";

let actor: Actor;
let projectId: string;
let anna: ElementView;
let harbour: string;

const inputsOf = ({ files, versionId }: ElementView): Draft["inputs"] =>
  files.map(({ id }) => ({ role: "reference", assetId: id, elementVersionId: versionId }));
/** The harbour, and what the element adds behind it. */
const draftWith = (element = anna): Draft =>
  makeDraft({
    mode: "references",
    prompt: `${mentionToken(element.id)} waits at ${mentionToken(harbour)}. ${mentionToken(element.id)} smiles.`,
    inputs: [{ role: "reference", assetId: harbour }, ...inputsOf(element)],
  });
const press = (draft = draftWith(), id = newId(), who = actor) => submitGeneration(who, { id, projectId, draft });
const change = (said: object) =>
  changeElement(
    actor,
    changeElementSchema.parse({
      ...{ id: anna.id, version: anna.version, kind: "character", name: "anna", text: anna.text },
      pictures: anna.files.flatMap(({ id, kind }) => (kind === "image" ? [id] : [])),
      ...{ voice: anna.files.at(-1)!.id, ...said },
    }),
  );

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  const { teamId } = actor;
  projectId = (await makeProject({ teamId })).id;
  harbour = (await makeAsset({ teamId, name: "pier.png" })).id;
  const pictures = [(await makeAsset({ teamId })).id, (await makeAsset({ teamId })).id];
  const voice = (await makeAsset({ teamId, kind: "audio", durationMs: 5000 })).id;
  anna = await createElement(
    actor,
    createElementSchema.parse({ kind: "character", name: "anna", text: "red hair", pictures: pictures.toReversed(), voice }),
  );
});

describe("a clip that is asked for with an element", () => {
  const words = "anna (Image 2, Image 3; voice: Audio 1; red hair) waits at Image 1. anna smiles.";

  it("has its files as its own, in order, and its words with their numbers", async () => {
    const view = await press();
    expect(view.prompt).toBe(words);
    const rows = await db.generationInput.findMany({ where: { generationId: view.id }, orderBy: { position: "asc" } });
    expect(rows.map(({ assetId }) => assetId)).toEqual([harbour, ...anna.files.map(({ id }) => id)]);
    expect(rows.map(({ elementVersionId }) => elementVersionId)).toEqual([null, ...anna.files.map(() => anna.versionId)]);
    const { prompt, inputs, samples } = await previewGeneration(actor, { id: view.id });
    expect(prompt).toMatchObject({ text: words, unknownMentions: [] });
    expect(inputs.map(({ kind, number, assetId, isMentioned }) => [kind, number, assetId, isMentioned])).toEqual([
      ["image", 1, harbour, true],
      ["image", 2, anna.files[0]!.id, true],
      ["image", 3, anna.files[1]!.id, true],
      ["audio", 1, anna.files[2]!.id, true],
    ]);
    const { content } = JSON.parse(samples.native!.json) as { content: { type: string; role?: string }[] };
    expect(content.map(({ type, role }) => role ?? type)).toEqual([
      ...["text", "reference_image", "reference_image", "reference_image", "reference_audio"],
    ]);
  });

  it("stays the same press, whatever becomes of the element meanwhile", async () => {
    const [id, draft] = [newId(), draftWith()];
    await press(draft, id);
    await change({ name: "annie", text: "grey hair", consentUntil: "2020-01-01" });
    expect(await press(draft, id)).toMatchObject({ id, prompt: words });
    await deleteElement(actor, anna);
    expect(await press(draft, id)).toMatchObject({ id, prompt: words });
    expect(await db.generation.count()).toBe(1);
  });

  it("names the version that it was made with, is listed with it and found by its name", async () => {
    const { id } = await press(makeDraft({ mode: "references", prompt: "A walk in the rain", inputs: inputsOf(anna) }));
    await press(makeDraft({ prompt: "Rain" }));
    await change({ name: "annie" });
    const { inputs } = await getClip(actor, id);
    expect(inputs.map(({ element }) => element)).toEqual(
      anna.files.map(() => ({ id: anna.id, versionId: anna.versionId, name: "anna", text: "red hair", consentUntil: null })),
    );
    expect(await getElementUses(actor, anna)).toMatchObject({ uses: 1, usedIn: [{ id }] });
    const found = async (find: Find) =>
      (await findClips(actor, projectId, { find, from: { cursor: null, isBack: false }, limit: 10 })).map((clip) => clip.id);
    // By the name that it had then, and by the element as it is called now.
    expect(await found({ q: "anna" })).toEqual([id]);
    expect(await found({ element: "Annie" })).toEqual([id]);
    expect(await found({ element: "anna" })).toEqual([]);
    await expect(getElementUses(await makeMember(), anna)).rejects.toMatchObject({ code: "not-found" });
  });

  it("is refused with a sentence when the consent is over, and so is trying it again", async () => {
    const { id } = await press();
    await db.generation.update({ where: { id }, data: { status: "failed", nextActionAt: null } });
    const today = new Date().toISOString().slice(0, 10);
    anna = await change({ consentUntil: today });
    await expect(press()).resolves.toMatchObject({ status: "waiting" });
    await change({ consentUntil: "2020-01-01" });
    const refused = { code: "bad-input", fields: { references: { code: "consentOver", values: { count: 1, names: "@anna" } } } };
    await expect(press()).rejects.toMatchObject(refused);
    await expect(retryGeneration(actor, { id, asId: newId() })).rejects.toMatchObject(refused);
  });

  it("counts all that an element adds against what the model takes", async () => {
    const more = await Promise.all(Array.from({ length: 7 }, () => makeAsset({ teamId: actor.teamId })));
    const draft = draftWith();
    draft.inputs.push(...more.map(({ id }) => ({ role: "reference" as const, assetId: id })));
    await expect(press(draft)).rejects.toMatchObject({
      fields: { references: { code: "tooManyImages", values: { count: 10, limit: 9 } } },
    });
  });

  it("takes no element of another team, and no file under one that it has not", async () => {
    const stranger = await makeMember("creator");
    const theirs = (await makeAsset({ teamId: stranger.teamId })).id;
    const element = await createElement(stranger, createElementSchema.parse({ kind: "prop", name: "rope", pictures: [theirs] }));
    for (const versionId of [element.versionId, newId()]) {
      const inputs = [{ role: "reference" as const, assetId: harbour, elementVersionId: versionId }];
      await expect(press(makeDraft({ mode: "references", prompt: "Rain", inputs }))).rejects.toMatchObject({ code: "not-found" });
    }
    const inputs = [{ role: "reference" as const, assetId: harbour, elementVersionId: anna.versionId }];
    await expect(press(makeDraft({ mode: "references", prompt: "Rain", inputs }))).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("what has an element keeps it", () => {
  it("in a draft, after the element has changed", async () => {
    await saveDraft(actor, { projectId, draft: draftWith(), version: 0 });
    await change({ text: "grey hair" });
    const draft = await getDraft(actor, projectId);
    expect(draft?.elements).toMatchObject([{ id: anna.id, versionId: anna.versionId, text: "red hair" }]);
    expect(draft?.draft).toEqual(draftWith());
  });

  it("and an element that is there keeps the bytes of its files, also those in the trash", async () => {
    const { id } = anna.files[0]!;
    await makeFile({ teamId: actor.teamId, assetId: id }, "original");
    await db.asset.update({ where: { id }, data: { deletedAt: new Date(0) } });
    expect(await letGoOfAssetFiles(db)).toBe(0);
    await deleteElement(actor, anna);
    expect(await letGoOfAssetFiles(db)).toBe(1);
  });
});
