import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { forgetBreakers } from "@/lib/connections/breaker";
import { assetKey } from "@/lib/files/keys";
import { sendToProvider } from "@/lib/generations/sending/send";
import { forgetEnv } from "@/lib/platform/env";
import type { LiveEvent } from "@/lib/platform/events/event";
import { subscribe } from "@/lib/platform/events/live-events";
import { getStorage } from "@/lib/platform/storage/storage";
import { type AssetLibraryServer, startAssetLibraryServer } from "@/lib/testing/asset-library-server";
import { db, truncateAll } from "@/lib/testing/database";
import { makeAsset, makeGeneration, makeMember } from "@/lib/testing/factories";
import { registerWithProvider } from "../registration/register-with-provider";
import { findFileStates, prepareFiles, registerAgain } from "./file-states";

let library: AssetLibraryServer;
beforeAll(async () => {
  library = await startAssetLibraryServer();
  process.env.EMULATOR_URL = library.origin;
  forgetEnv();
});
afterAll(() => library.stop());
const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()));
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  delete process.env.PROVIDER;
  forgetEnv();
  Object.assign(library, { assets: [], uploads: [], begins: { status: 2, failReason: "" }, givesIds: true, creates: [], taken: 0 });
});

async function bring({ teamId }: Actor, sha256 = "a".repeat(64)) {
  const asset = await makeAsset({ teamId, sha256, faces: 0, facesLookedAt: new Date() });
  await getStorage().put(assetKey(teamId, asset.id), Buffer.from("a picture"));
  return asset;
}

/** One step of every copy, as a worker takes it whose clock is never in the way. */
async function step(): Promise<void> {
  await db.providerAccount.updateMany({ data: { nextUploadAt: null, slowUploadsUntil: null } });
  for (const { id } of await db.assetRegistration.findMany({ orderBy: { id: "asc" } })) await registerWithProvider(id);
}

const stateOf = async (actor: Actor, id: string) => (await findFileStates(actor, { ids: [id] }))[0]?.state;
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000);

describe("a file at the provider's library", () => {
  it("goes there ahead of the clip, once for the same bytes, and every team that has them hears of it", async () => {
    const [actor, other] = [await makeMember("creator"), await makeMember("creator")];
    const [one, twin] = [await bring(actor), await bring(other)];
    const heard: LiveEvent[] = [];
    const isOpen = new Promise<void>((resolve) => {
      const stop = subscribe(other.teamId, (event) => (event.kind === "resync" ? resolve() : heard.push(event)));
      cleanups.push(stop);
    });
    await isOpen;
    expect(await stateOf(actor, one.id)).toBe("unsent");
    expect(await prepareFiles(actor, { ids: [one.id] })).toEqual([{ assetId: one.id, state: "waiting", reason: null, faces: null }]);
    await prepareFiles(other, { ids: [twin.id] });
    await step();
    expect(await stateOf(actor, one.id)).toBe("review");
    await step();
    expect([await stateOf(actor, one.id), await stateOf(other, twin.id)]).toEqual(["ready", "ready"]);
    expect(library.assets).toHaveLength(1);
    await expect.poll(() => heard, { timeout: 5_000 }).toContainEqual({ kind: "asset", id: twin.id });
    // Nothing was bought, and nobody is told what is not theirs.
    expect(library.creates).toEqual([]);
    expect(heard.filter((event) => "id" in event && event.id === one.id)).toEqual([]);
    expect(await findFileStates(other, { ids: [one.id] })).toEqual([]);
    expect(await prepareFiles(other, { ids: [one.id] })).toEqual([]);
  });

  it("that was refused says why in the library's own words, and is sent again at a press", async () => {
    const actor = await makeMember("creator");
    const { id } = await bring(actor);
    Object.assign(library, { begins: { status: 3, failReason: "InvalidParameter.PixelCount: too few pixels" }, givesIds: false });
    await prepareFiles(actor, { ids: [id] });
    for (let round = 0; round < 6; round++) await step();
    expect(await findFileStates(actor, { ids: [id] })).toEqual([
      {
        assetId: id,
        state: "refused",
        reason: { code: "mediaLimits", said: expect.stringContaining("too few pixels") as unknown },
        faces: null,
      },
    ]);
    // Coming into a composer once more is no reason to ask for the same refusal.
    expect((await prepareFiles(actor, { ids: [id] }))[0]?.state).toBe("refused");
    Object.assign(library, { begins: { status: 2, failReason: "" }, givesIds: true });
    expect(await registerAgain(actor, { id })).toEqual([{ assetId: id, state: "waiting", reason: null, faces: null }]);
    await step();
    await step();
    expect(await stateOf(actor, id)).toBe("ready");
    const other = await makeMember("creator");
    await expect(registerAgain(other, { id })).rejects.toMatchObject({ code: "not-found" });
  });

  it("of which nothing was heard for a week is asked for, and made again where the library let it go", async () => {
    const actor = await makeMember("creator");
    const { id } = await bring(actor);
    await prepareFiles(actor, { ids: [id] });
    await step();
    await step();
    const age = () => db.assetRegistration.updateMany({ data: { confirmedAt: daysAgo(8), startedAt: daysAgo(8) } });
    await age();
    expect(await stateOf(actor, id)).toBe("expired");
    await prepareFiles(actor, { ids: [id] });
    await step();
    expect(await stateOf(actor, id)).toBe("ready");
    expect(library.assets).toHaveLength(1);

    await age();
    library.assets = [];
    await step();
    expect(await stateOf(actor, id)).toBe("forgotten");
    await step();
    await step();
    expect(await stateOf(actor, id)).toBe("ready");
    expect(await db.assetRegistration.findFirstOrThrow()).toMatchObject({ providerAssetId: "asset-2", forgottenAt: null });
  });

  it("is made of another team's same bytes where whoever brought them first has deleted theirs", async () => {
    const [first, second] = [await makeMember("creator"), await makeMember("creator")];
    const gone = await bring(first);
    await prepareFiles(first, { ids: [gone.id] });
    await getStorage().delete(assetKey(first.teamId, gone.id));
    const { id } = await bring(second);
    await prepareFiles(second, { ids: [id] });
    await step();
    await step();
    expect(await stateOf(second, id)).toBe("ready");
  });

  it("is not needed where the provider takes files inside the request", async () => {
    process.env.PROVIDER = "byteplus";
    forgetEnv();
    const actor = await makeMember("creator");
    const { id } = await bring(actor);
    expect(await prepareFiles(actor, { ids: [id] })).toEqual([{ assetId: id, state: "notNeeded", reason: null, faces: null }]);
    expect(await db.assetRegistration.count()).toBe(0);
  });
});

describe("what kept a file from the library before a clip was asked for", () => {
  async function clipWith(actor: Actor, assetId: string) {
    const clip = await makeGeneration({ mode: "references", teamId: actor.teamId, createdById: actor.userId });
    await db.generationInput.create({ data: { teamId: actor.teamId, generationId: clip.id, position: 0, assetId, role: "reference" } });
    await sendToProvider(clip.id);
    await step();
    await step();
    await sendToProvider(clip.id);
    return db.generation.findUniqueOrThrow({ where: { id: clip.id } });
  }
  const failed = (errorCode: string) =>
    db.assetRegistration.updateMany({ data: { status: "failed", errorCode, errorMessage: "no", updatedAt: daysAgo(1) } });

  it("is tried again where it may have passed: the agreement was accepted since", async () => {
    const actor = await makeMember("creator");
    const { id } = await bring(actor);
    await prepareFiles(actor, { ids: [id] });
    await failed("assetAgreement");
    expect(await clipWith(actor, id)).toMatchObject({ status: "queued" });
  });

  it("stays an answer where it is about the file itself", async () => {
    const actor = await makeMember("creator");
    const { id } = await bring(actor);
    await prepareFiles(actor, { ids: [id] });
    await failed("inputImage");
    expect(await clipWith(actor, id)).toMatchObject({ status: "refused", errorCode: "inputImage" });
    expect(library.assets).toHaveLength(0);
  });
});
