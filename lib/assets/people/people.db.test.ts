import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { forgetBreakers } from "@/lib/connections/breaker";
import { assetKey } from "@/lib/files/keys";
import { sendToProvider } from "@/lib/generations/sending/send";
import { forgetEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { type EmulatorProcess, startEmulatorProcess } from "@/lib/testing/emulator-process";
import { makeAsset, makeGeneration, makeMember } from "@/lib/testing/factories";
import { acceptFaces, findFileStates, prepareFiles } from "../faces/file-states";
import { lookForFaces } from "../faces/look-for-faces";
import { registerWithProvider } from "../registration/register-with-provider";
import { findPeople, linkPerson, verifyPerson } from "./people";
import { removePerson } from "./remove-person";

let emulator: EmulatorProcess;
beforeAll(async () => {
  emulator = await startEmulatorProcess();
  process.env.EMULATOR_URL = emulator.origin;
  forgetEnv();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  delete process.env.FACE_CHECK;
  forgetEnv();
  await admin("reset", {});
  await admin("timings", { assetMs: 0 });
});

async function admin(call: string, body: object): Promise<void> {
  const response = await fetch(`${emulator.origin}/emulator/${call}`, {
    ...{ method: "POST", headers: { authorization: "Bearer emulator", "content-type": "application/json" } },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${call}: ${await response.text()}`);
}

/** Five people of the detector's own package, and a picture of nobody. */
const people = () =>
  readFile(path.join(path.dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json")), "demo/sample6.jpg"));
const nobody = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: "#336699" } })
    .jpeg()
    .toBuffer();

async function bring({ teamId }: Actor, bytes: Buffer) {
  const asset = await makeAsset({ teamId, mimeType: "image/jpeg", name: "bo.jpg", sizeBytes: bytes.length, width: 800, height: 800 });
  await getStorage().put(assetKey(teamId, asset.id), bytes);
  return asset;
}

/** Steps of every copy until none moves on. */
async function settle(): Promise<void> {
  for (let round = 0; round < 8; round++) {
    await db.providerAccount.updateMany({ data: { nextUploadAt: null } });
    for (const { id } of await db.assetRegistration.findMany()) await registerWithProvider(id);
  }
}

const stateOf = async (actor: Actor, id: string) => (await findFileStates(actor, { ids: [id] }))[0]!;

async function clipWith(actor: Actor, assetId: string) {
  const clip = await makeGeneration({ mode: "references", teamId: actor.teamId, createdById: actor.userId });
  await db.generationInput.create({ data: { teamId: actor.teamId, generationId: clip.id, position: 0, assetId, role: "reference" } });
  await sendToProvider(clip.id);
  await settle();
  await sendToProvider(clip.id);
  return db.generation.findUniqueOrThrow({ where: { id: clip.id } });
}

/** As the person does who got the link. */
async function visit(url: string): Promise<void> {
  expect(await (await fetch(url)).text()).toContain("verified");
}

describe("a picture with a face in it", () => {
  it("is kept here until somebody says what is to be done with it; one without goes at once", async () => {
    const actor = await makeMember("creator");
    const [face, plain] = [await bring(actor, await people()), await bring(actor, await nobody())];
    const ids = [face.id, plain.id];
    expect((await prepareFiles(actor, { ids })).map(({ state, faces }) => [state, faces])).toEqual([
      ["unsent", { state: "looking" }],
      ["unsent", { state: "looking" }],
    ]);
    for (const id of ids) await lookForFaces(id);
    expect(await stateOf(actor, face.id)).toMatchObject({ state: "unsent", faces: { state: "seen", count: 5 } });
    expect(await stateOf(actor, plain.id)).toMatchObject({ state: "waiting", faces: null });
    // To come into a composer once more says nothing.
    expect((await prepareFiles(actor, { ids: [face.id] }))[0]!.state).toBe("unsent");
    await settle();
    expect(await db.assetRegistration.count()).toBe(1);

    expect((await acceptFaces(actor, { id: face.id }))[0]).toMatchObject({ state: "waiting", faces: { state: "accepted" } });
    await settle();
    expect(await stateOf(actor, face.id)).toMatchObject({ state: "ready" });
    await expect(acceptFaces(await makeMember("creator"), { id: face.id })).rejects.toMatchObject({ code: "not-found" });
  }, 60_000);

  it("is looked at by nobody where the operator or the person wants none of it", async () => {
    const actor = await makeMember("creator");
    const { id } = await bring(actor, await people());
    await db.user.update({ where: { id: actor.userId }, data: { looksForFaces: false } });
    expect((await prepareFiles(actor, { ids: [id] }))[0]).toMatchObject({ state: "waiting", faces: null });

    const other = await makeMember("creator");
    const theirs = await bring(other, await people());
    process.env.FACE_CHECK = "false";
    forgetEnv();
    expect((await prepareFiles(other, { ids: [theirs.id] }))[0]).toMatchObject({ state: "waiting", faces: null });
  });

  it("goes ahead where it cannot be read as a picture", async () => {
    const actor = await makeMember("creator");
    const { id } = await bring(actor, Buffer.from("no picture at all"));
    await prepareFiles(actor, { ids: [id] });
    await lookForFaces(id);
    expect(await stateOf(actor, id)).toMatchObject({ state: "waiting", faces: null });
  });
});

describe("somebody who verifies that it is they", () => {
  it("has pictures taken that are refused otherwise", async () => {
    await admin("switches", { realFaces: "refuse" });
    const actor = await makeMember("creator");
    const { id } = await bring(actor, await people());
    expect(await clipWith(actor, id)).toMatchObject({ status: "refused", errorCode: "realPerson" });

    const link = await verifyPerson(actor, { name: "Bo" });
    expect(link).toMatchObject({ host: new URL(emulator.origin).host });
    expect(await findPeople(actor)).toMatchObject([{ name: "Bo", isVerified: false }]);
    await visit(link.url);
    const [bo] = await findPeople(actor);
    expect(bo).toMatchObject({ name: "Bo", isVerified: true });
    const [used] = await linkPerson(actor, { id, personId: bo!.id });
    // The copy outside their group is of no use: another one is made.
    expect(used).toMatchObject({ state: "waiting", faces: { state: "person", name: "Bo" } });
    expect(await clipWith(actor, id)).toMatchObject({ status: "queued" });
    // The link is for one person, and kept nowhere.
    const kept = JSON.stringify(await db.realPerson.findMany());
    expect(kept).not.toContain("verify-person");
  });

  it("can take it back: nothing of them stays at the provider, and no open clip loses a picture", async () => {
    await admin("switches", { realFaces: "refuse" });
    const actor = await makeMember("creator");
    const { id } = await bring(actor, await people());
    await visit((await verifyPerson(actor, { name: "Bo" })).url);
    const [bo] = await findPeople(actor);
    await linkPerson(actor, { id, personId: bo!.id });
    const clip = await clipWith(actor, id);
    await expect(removePerson(actor, { id: bo!.id })).rejects.toMatchObject({ code: "person-in-use", values: { count: 1 } });
    await expect(removePerson(await makeMember("creator"), { id: bo!.id })).rejects.toMatchObject({ code: "not-found" });

    await db.generation.update({ where: { id: clip.id }, data: { status: "cancelled", nextActionAt: null } });
    expect(await removePerson(actor, { id: bo!.id })).toMatchObject({ name: "Bo", isVerified: false });
    expect(await findPeople(actor)).toEqual([]);
    expect(await db.assetRegistration.count()).toBe(0);
    expect(await stateOf(actor, id)).toMatchObject({ state: "unsent", faces: { state: "looking" } });
    // Their group went with it: the picture is a stranger's again.
    expect(await clipWith(actor, id)).toMatchObject({ status: "refused", errorCode: "realPerson" });
    await expect(removePerson(actor, { id: bo!.id })).rejects.toMatchObject({ code: "not-found" });
  });

  it("is no other team's, though both use one key", async () => {
    const [actor, other] = [await makeMember("creator"), await makeMember("creator")];
    const { url } = await verifyPerson(actor, { name: "Bo" });
    await expect(verifyPerson(other, { name: "Cy" })).rejects.toMatchObject({ code: "person-underway", values: { minutes: 60 } });
    await visit(url);
    expect(await findPeople(other)).toEqual([]);
    const [bo] = await findPeople(actor);
    const { id } = await bring(other, await nobody());
    await expect(linkPerson(other, { id, personId: bo!.id })).rejects.toMatchObject({ code: "not-found" });
    await expect(linkPerson(actor, { id, personId: bo!.id })).rejects.toMatchObject({ code: "not-found" });
    await expect(linkPerson(actor, { id, personId: newId() })).rejects.toMatchObject({ code: "not-found" });
    // Now that it is known whose the group is, the next may ask; and what was there before is not taken for theirs.
    await verifyPerson(other, { name: "Cy" });
    expect(await findPeople(other)).toMatchObject([{ name: "Cy", isVerified: false }]);
  });
});
