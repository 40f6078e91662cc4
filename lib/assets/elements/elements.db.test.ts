import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { db, truncateAll } from "@/lib/testing/database";
import { makeAsset, makeFile, makeMember } from "@/lib/testing/factories";
import { changeElement, createElement, deleteElement, listElements } from "./elements";
import { changeElementSchema, createElementSchema } from "./schema";
import type { ElementView } from "./view";

let actor: Actor;
let picture: string;
let other: string;
let voice: string;

const bring = async (more: Parameters<typeof makeAsset>[0] = {}) => (await makeAsset({ teamId: actor.teamId, ...more })).id;
const sound = (durationMs: number) => bring({ kind: "audio", durationMs, name: "voice.wav" });

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  [picture, other, voice] = [await bring(), await bring(), await sound(6000)];
});

const anna = () => ({ kind: "character", name: "anna", text: "Red hair", pictures: [other, picture], voice });
const create = (said: object = anna(), who = actor) => createElement(who, createElementSchema.parse(said));
const change = ({ id, version }: ElementView, said: object, who = actor) =>
  changeElement(who, changeElementSchema.parse({ ...anna(), id, version, ...said }));

describe("an element", () => {
  it("has its pictures in their order and its voice behind them, for its team alone", async () => {
    const made = await create({ ...anna(), name: " @Anna ", consent: "Signed in June", consentUntil: "2027-06-30" });
    expect(made).toMatchObject({ name: "Anna", version: 1, text: "Red hair", consent: "Signed in June", consentUntil: "2027-06-30" });
    expect(made.files.map(({ id }) => id)).toEqual([other, picture, voice]);
    expect(await listElements(actor)).toEqual([made]);
    const stranger = await makeMember("owner");
    expect(await listElements(stranger)).toEqual([]);
    await expect(change(made, {}, stranger)).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteElement(stranger, { id: made.id })).rejects.toMatchObject({ code: "not-found" });
  });

  it("keeps what it was as a version, and is not written over unseen", async () => {
    const made = await create();
    const renamed = await change(made, { name: "annie", pictures: [picture], voice: null });
    expect(renamed).toMatchObject({ id: made.id, version: 2, name: "annie" });
    expect(renamed.files.map(({ id }) => id)).toEqual([picture]);
    expect(await db.elementFile.count({ where: { versionId: made.versionId } })).toBe(3);
    await expect(change(made, { text: "Grey hair" })).rejects.toMatchObject({ code: "conflict" });
    // What somebody agreed to is no part of what is sent.
    const agreed = await change(renamed, { name: "annie", pictures: [picture], voice: null, consentUntil: "2027-01-01" });
    expect(agreed).toMatchObject({ versionId: renamed.versionId, consentUntil: "2027-01-01" });
  });

  it("has a name of its own, which a deleted one gives back", async () => {
    const made = await create();
    await expect(create({ ...anna(), name: "ANNA" })).rejects.toMatchObject({ fields: { name: { code: "elementTaken" } } });
    const owner = await makeMember("owner", { teamId: actor.teamId });
    await expect(deleteElement(await makeMember("creator", { teamId: actor.teamId }), made)).rejects.toMatchObject({ code: "not-allowed" });
    await deleteElement(owner, made);
    expect(await listElements(actor)).toEqual([]);
    await expect(change(made, {})).rejects.toMatchObject({ code: "not-found" });
    await expect(create()).resolves.toMatchObject({ version: 1 });
  });

  it("takes only what can be sent: its own team's pictures, and a sound of 2 to 15 seconds", async () => {
    const theirs = (await makeAsset()).id;
    const broken = await bring({ errorCode: "tooSmall" });
    const trashed = await bring({ deletedAt: new Date() });
    await makeFile({ teamId: actor.teamId, assetId: trashed }, "original");
    await expect(create({ ...anna(), pictures: [theirs] })).rejects.toMatchObject({ code: "not-found" });
    for (const id of [broken, trashed, voice])
      await expect(create({ ...anna(), pictures: [id] })).rejects.toMatchObject({ fields: { pictures: { code: "elementPicture" } } });
    for (const id of [picture, await sound(1500), await sound(16_000)])
      await expect(create({ ...anna(), voice: id })).rejects.toMatchObject({ fields: { voice: { code: "elementSound" } } });
    expect(await db.element.count()).toBe(0);
  });
});

describe("what is typed for an element", () => {
  const codesOf = (said: object): unknown[] =>
    createElementSchema.safeParse({ ...anna(), ...said }).error?.issues.map((issue) => "params" in issue && issue.params?.code) ?? [];

  it("is a name that no file has, and a text that changes no setting", () => {
    expect(codesOf({ name: "小兰" })).toEqual([]);
    for (const name of ["anna bell", "anna,", "-anna", "(anna)"]) expect(codesOf({ name })).toEqual(["elementName"]);
    for (const name of ["Image2", "图片1"]) expect(codesOf({ name })).toEqual(["elementNumber"]);
    expect(codesOf({ text: "Red hair --dur 15" })).toEqual(["hasFlags"]);
    expect(codesOf({ text: "like Image 2" })).toEqual(["hasMentions"]);
    expect(codesOf({ pictures: [] })).toEqual(["elementPictures"]);
    expect(codesOf({ kind: "voice", pictures: [], voice: null })).toEqual(["elementVoice"]);
  });
});
