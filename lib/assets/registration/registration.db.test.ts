import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { forgetBreakers } from "@/lib/connections/breaker";
import { connectionFor, getProvider } from "@/lib/connections/connection";
import { readAccountFacts } from "@/lib/connections/facts";
import { findPause } from "@/lib/connections/pause";
import { sendToProvider } from "@/lib/generations/sending/send";
import { forgetEnv } from "@/lib/platform/env";
import { assetKey } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { type AssetLibraryServer, startAssetLibraryServer } from "@/lib/testing/asset-library-server";
import { db, truncateAll } from "@/lib/testing/database";
import { makeAsset, makeGeneration } from "@/lib/testing/factories";
import { forgetFailures } from "./ensure-registered";
import { registerWithProvider } from "./register-with-provider";

let library: AssetLibraryServer;
let account: string;
beforeAll(async () => {
  library = await startAssetLibraryServer();
  process.env.EMULATOR_URL = library.origin;
  forgetEnv();
  account = (await connectionFor(null)).account;
});
afterAll(() => library.stop());
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  const begins = { status: 2 as const, failReason: "" };
  Object.assign(library, {
    assets: [],
    paths: [],
    uploads: [],
    refuse: null,
    begins,
    givesIds: true,
    creates: [],
    taken: 0,
    mostAtOnce: 0,
  });
});

/** A clip that waits with so many pictures. */
async function makeClip(pictures = 1) {
  const clip = await makeGeneration({ mode: "references" });
  for (let position = 0; position < pictures; position++) {
    const asset = await makeAsset({ teamId: clip.teamId, sha256: `${clip.id}-${position}` });
    await getStorage().put(assetKey(clip.teamId, asset.id), Buffer.from("a picture"));
    await db.generationInput.create({
      data: { teamId: clip.teamId, generationId: clip.id, position, assetId: asset.id, role: "reference" },
    });
  }
  return clip;
}
const rowOf = (id: string) => db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: { orderBy: { number: "asc" } } } });
const copy = () => db.assetRegistration.findFirstOrThrow();

/** So much time goes by, for everything that the database's clock decides. */
const pass = (seconds: number) => db.$executeRaw`
  WITH a AS (
    UPDATE provider_accounts SET next_upload_at = next_upload_at - ${seconds} * interval '1 second',
      slow_uploads_until = slow_uploads_until - ${seconds} * interval '1 second', paused_until = paused_until - ${seconds} * interval '1 second'
  ), b AS (UPDATE attempts SET sent_at = sent_at - ${seconds} * interval '1 second')
  UPDATE asset_registrations SET started_at = started_at - ${seconds} * interval '1 second'`;

/** One step of copies that are on their way, of the oldest first. */
async function step(take = 10): Promise<void> {
  const rows = await db.assetRegistration.findMany({ where: { status: { notIn: ["ready", "failed"] } }, orderBy: { id: "asc" }, take });
  for (const { id } of rows) await registerWithProvider(id);
}

/** Sends a clip with its files, which are taken at once. */
async function send(id: string): Promise<void> {
  await sendToProvider(id);
  for (
    let round = 0;
    round < 40 && (await db.assetRegistration.count({ where: { status: { in: ["waiting", "uploading", "processing"] } } })) > 0;
    round++
  ) {
    await step();
    await pass(2);
  }
  await sendToProvider(id);
}

describe("an upload", () => {
  it("carries the name of its registration into the one group of its team, and the place of the library is kept", async () => {
    // As in a process that has not met the library yet.
    Object.assign(getProvider(await connectionFor(null)).assets.home, { base: null, listBase: null, form: null });
    const { id } = await makeClip(2);
    await send(id);
    const rows = await db.assetRegistration.findMany({ orderBy: { id: "asc" } });
    expect(library.assets.map(({ name }) => name)).toEqual(rows.map((row) => `${row.id.replaceAll("-", "")}.png`));
    expect(new Set(library.assets.map(({ group }) => group)).size).toBe(1);
    expect(library.assets[0]!.group).toMatch(/^Dailies [\da-f]{8}$/u);
    // Asked without the file, and without the key, before the first file travels.
    expect(library.paths[0]).toBe("/v1/asset/jobs/get-asset-id");
    expect((await readAccountFacts(db, account)).assetHome).toMatchObject({ base: library.origin, form: "bare" });
    expect(await rowOf(id)).toMatchObject({ status: "queued" });
  });

  it("whose answer was lost is found by its name, and not made again", async () => {
    const { id } = await makeClip();
    library.uploads = ["lost"];
    await send(id);
    expect(library.assets).toHaveLength(1);
    expect(await copy()).toMatchObject({ status: "ready", providerAssetId: "asset-1" });
    expect(await rowOf(id)).toMatchObject({ status: "queued" });
  });

  it("that failed is told with the library's own reason", async () => {
    const { id } = await makeClip();
    library.begins = { status: 3, failReason: "InvalidParameter.DurationTooShort: between 1.8s and 15.2s" };
    library.givesIds = false;
    await send(id);
    expect(await rowOf(id)).toMatchObject({
      status: "refused",
      errorCode: "mediaLimits",
      errorDetail: { message: expect.stringContaining("between 1.8s") as unknown, inputIndex: 0 },
    });
  });

  it("that is under review for long stays one upload: a retry only looks again", async () => {
    const { id } = await makeClip();
    library.begins = { status: 1, failReason: "" };
    library.givesIds = false;
    await sendToProvider(id);
    await step();
    await pass(11 * 60);
    await step();
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "failed", errorCode: "assetReview" });
    const assets = await db.asset.findMany();
    await forgetFailures(account, assets);
    library.assets[0]!.status = 2;
    library.givesIds = true;
    await step();
    expect(await copy()).toMatchObject({ status: "ready", providerAssetId: "asset-1" });
    expect(library.assets).toHaveLength(1);
  });
});

describe("limits of the library", () => {
  it("let 40 new files through at three a minute, and give none of them up", async () => {
    const { id } = await makeClip(40);
    await sendToProvider(id);
    let now = 0;
    const taken: number[] = [];
    library.refuse = () => {
      if (taken.filter((at) => now - at < 60).length >= 3)
        return [429, 429, "QuotaWriteQPMExceeded: write quota of this minute is used up"];
      taken.push(now);
      return null;
    };
    for (; now < 20 * 60 && (await db.assetRegistration.count({ where: { status: "ready" } })) < 40; now += 10) {
      // The clip asks all the while; what stands in our own line is not late.
      if (now % 300 === 0) await sendToProvider(id);
      await step(3);
      await pass(10);
    }
    expect(await db.assetRegistration.groupBy({ by: ["status"], _count: true })).toEqual([{ status: "ready", _count: 40 }]);
    expect(library.assets).toHaveLength(40);
    // Nobody thinks that the account has no money left.
    expect(await findPause(db, account)).toBeNull();
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "queued" });
  });

  it("are no failures of a file, however often it meets them", async () => {
    await sendToProvider((await makeClip()).id);
    library.uploads = Array.from({ length: 8 }, () => [429, 429, "too many requests"] as const);
    for (let round = 0; round < 8; round++) {
      await step();
      await pass(20);
    }
    expect(await copy()).toMatchObject({ status: "waiting", failures: 0 });
    await step();
    await pass(2);
    await step();
    expect(await copy()).toMatchObject({ status: "ready" });
  });

  it("take one upload at a time", async () => {
    const { id } = await makeClip(5);
    await sendToProvider(id);
    const rows = await db.assetRegistration.findMany();
    await Promise.all(rows.map((row) => registerWithProvider(row.id)));
    expect(library.mostAtOnce).toBe(1);
  });

  it("are told as what they are when the library is full", async () => {
    const { id } = await makeClip();
    library.uploads = [[429, 429, "upload failed: QuotaSharedPoolExceeded, the shared pool quota is exceeded"]];
    await send(id);
    expect(await rowOf(id)).toMatchObject({ status: "failed", errorCode: "assetPool" });
    expect(await findPause(db, account)).toBeNull();
  });
});

describe("an asset that the provider does not know when it is asked to use it", () => {
  it("is waited for while it is young, and the clip is made once", async () => {
    const { id } = await makeClip();
    library.begins = { status: 1, failReason: "" };
    await send(id);
    expect(await rowOf(id)).toMatchObject({ status: "waiting", waitingFor: "inputs", attempts: [{ state: "refused" }] });
    await step();
    expect(await copy()).toMatchObject({ status: "processing" });
    library.assets[0]!.status = 2;
    await send(id);
    expect(await rowOf(id)).toMatchObject({ status: "queued", attempts: [{ state: "refused" }, { state: "acknowledged" }] });
    expect(library.assets).toHaveLength(1);
  });

  it("is registered again when it is gone, and only that one", async () => {
    const first = await makeClip(2);
    await send(first.id);
    await pass(3600);
    library.assets = library.assets.filter(({ assetId }) => assetId !== "asset-1");
    const second = await makeGeneration({ mode: "references", teamId: first.teamId, createdById: first.createdById });
    for (const { position, assetId } of await db.generationInput.findMany({ where: { generationId: first.id } }))
      await db.generationInput.create({ data: { teamId: first.teamId, generationId: second.id, position, assetId, role: "reference" } });
    await sendToProvider(second.id);
    expect(await rowOf(second.id)).toMatchObject({ status: "waiting", waitingFor: "inputs" });
    await send(second.id);
    expect(await rowOf(second.id)).toMatchObject({ status: "queued", attempts: [{ state: "refused" }, { state: "acknowledged" }] });
    expect(library.assets.map(({ assetId }) => assetId)).toEqual(["asset-2", "asset-3"]);
    expect(library.creates).toHaveLength(3);
  });

  it("is not waited for without end", async () => {
    const { id } = await makeClip();
    library.begins = { status: 1, failReason: "" };
    await send(id);
    await pass(11 * 60);
    await db.assetRegistration.updateMany({ data: { status: "ready" } });
    await sendToProvider(id);
    expect(await rowOf(id)).toMatchObject({ status: "failed", errorCode: "assetNotFound" });
    expect(library.assets).toHaveLength(1);
  });
});
