import { db, truncateAll } from "@/lib/testing/database";
import { randomBytes } from "node:crypto";
import type * as Timers from "node:timers/promises";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { keyOf } from "@/lib/files/keys";
import { openFile } from "@/lib/files/open-file";
import { admitAnybody } from "@/lib/testing/admit-anybody";
import { forgetEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeFile, makeMember } from "@/lib/testing/factories";
import { receiveUpload } from "./receive-upload";
import { requestUpload } from "./request-upload";
import { sweepUploads } from "./sweep-uploads";

/** Told of each wait that begins. */
const waiting = vi.hoisted(() => ({ begins: (): unknown => undefined }));
vi.mock("node:timers/promises", async (original) => {
  const timers = await original<typeof Timers>();
  const setTimeout = (...given: Parameters<typeof timers.setTimeout>) => {
    waiting.begins();
    return timers.setTimeout(...given);
  };
  return { ...timers, setTimeout };
});

const GIB = 1024 ** 3;
const DAY = 86_400_000;
let actor: Actor;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
});
afterEach(() => {
  waiting.begins = () => undefined;
  delete process.env.TEAM_UPLOAD_GIB;
  delete process.env.TEAM_UPLOAD_FILES;
  forgetEnv();
});

const picture = () =>
  sharp(randomBytes(320 * 320 * 3), { raw: { width: 320, height: 320, channels: 3 } })
    .png()
    .toBuffer();
const ask = (sizeBytes = 1000, who = actor) => requestUpload(who, { name: "a.png", mimeType: "image/png", sizeBytes });
const problemOf = async (attempt: Promise<unknown>): Promise<string | undefined> => {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return undefined;
  // Anything else is no refusal but a fault, such as a transaction that ran out of time.
  if (!(error instanceof AppError)) throw error;
  return error.fields?.file?.code ?? error.code;
};
function limit(gib: number, files: number): void {
  Object.assign(process.env, { TEAM_UPLOAD_GIB: String(gib), TEAM_UPLOAD_FILES: String(files) });
  forgetEnv();
}

describe("the limits on uploads", () => {
  it("give exactly as many tickets as there are, however many ask at once", async () => {
    const answers = await Promise.all(Array.from({ length: 130 }, () => problemOf(ask())));
    expect(answers.filter((problem) => problem === undefined)).toHaveLength(100);
    expect(answers.filter((problem) => problem === "tooManyUploads")).toHaveLength(30);
  });

  it("count what a team has and what it was promised, before the first byte, and no other team's", async () => {
    limit(1, 1000);
    const asset = await makeAsset({ teamId: actor.teamId });
    await makeFile({ teamId: actor.teamId, assetId: asset.id }, "original", { bytes: GIB - 1500 });
    expect(await Promise.all([1, 2, 3].map(() => problemOf(ask())))).toEqual(expect.arrayContaining([undefined, "teamBytes", "teamBytes"]));
    expect(await problemOf(ask(1000, await makeMember("creator")))).toBeUndefined();
  });

  it("count files too, and give room again when an upload is forgotten", async () => {
    limit(100, 2);
    await ask();
    const { asset } = await ask();
    expect(await problemOf(ask())).toBe("teamFiles");
    await db.asset.update({ where: { id: asset.id }, data: { createdAt: new Date(Date.now() - 2 * DAY) } });
    expect(await sweepUploads(new AbortController().signal)).toBe(1);
    expect(await problemOf(ask())).toBeUndefined();
  });

  it("receive two of one person's at once, in whatever process; the third waits for its turn", async () => {
    const bytes = await Promise.all([picture(), picture(), picture()]);
    const tickets = await Promise.all(bytes.map((one) => ask(one.length)));
    const inFlight = new Set<number>();
    let most = 0;
    // Nobody ends before the third has come in, or was told to wait.
    const gate = Promise.withResolvers<void>();
    waiting.begins = () => inFlight.size === 2 && gate.resolve();
    async function* slowly(index: number): AsyncGenerator<Uint8Array> {
      inFlight.add(index);
      most = Math.max(most, inFlight.size);
      if (inFlight.size === 3) gate.resolve();
      await gate.promise;
      yield bytes[index]!;
      inFlight.delete(index);
    }
    const assets = await Promise.all(
      tickets.map(({ asset }, index) => receiveUpload(actor, { assetId: asset.id, source: slowly(index), contentLength: null })),
    );
    expect(assets.map(({ status }) => status)).toEqual(["ready", "ready", "ready"]);
    expect(most).toBe(2);
    expect(await db.asset.count({ where: { leaseToken: { not: null } } })).toBe(0);
  });

  it("leave a row alone that another process receives, and take it up when that one is gone", async () => {
    const bytes = await picture();
    const { asset } = await ask(bytes.length);
    const send = () => receiveUpload(actor, { assetId: asset.id, source: bytes, contentLength: bytes.length });
    const lease = (inMs: number) => ({ leaseToken: newId(), leaseUntil: new Date(Date.now() + inMs) });
    await db.asset.update({ where: { id: asset.id }, data: lease(60_000) });
    expect(await problemOf(send())).toBe("conflict");
    await db.asset.update({ where: { id: asset.id }, data: lease(-1) });
    expect((await send()).status).toBe("ready");
  });
});

describe("an upload", () => {
  it("of somebody who was removed while its bytes came does not finish, and nothing of it stays", async () => {
    const bytes = await picture();
    const { asset } = await ask(bytes.length);
    async function* whileRemoved(): AsyncGenerator<Uint8Array> {
      yield bytes;
      await db.membership.deleteMany({ where: { userId: actor.userId } });
    }
    expect(await problemOf(receiveUpload(actor, { assetId: asset.id, source: whileRemoved(), contentLength: bytes.length }))).toBe(
      "not-found",
    );
    expect((await db.asset.findUniqueOrThrow({ where: { id: asset.id } })).status).toBe("failed");
    expect(await db.file.count()).toBe(0);
    for (const variant of ["original", "thumbnail"] as const)
      expect(await getStorage().stat(keyOf({ teamId: actor.teamId, assetId: asset.id }, variant))).toBeNull();
  });

  it("is downloaded under the ending that its bytes have, and not the one that it was sent with", async () => {
    const bytes = await picture();
    const { asset } = await requestUpload(actor, { name: "invoice.html.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length });
    await receiveUpload(actor, { assetId: asset.id, source: bytes, contentLength: bytes.length });
    const { mime, disposition } = await openFile(admitAnybody, { assetId: asset.id, variant: "original" });
    expect([mime, disposition(true)]).toEqual(["image/png", expect.stringContaining('filename="invoice.html.png"')]);
  });

  it("that was refused or never ended is forgotten after a day; one that was used, is ready or is young stays", async () => {
    const old = new Date(Date.now() - 1.1 * DAY);
    const common = { teamId: actor.teamId, createdById: actor.userId, createdAt: old };
    const failed = await makeAsset({ ...common, status: "failed" });
    await getStorage().put(keyOf({ teamId: actor.teamId, assetId: failed.id }, "original"), Buffer.from("left behind"));
    await makeAsset({ ...common, status: "uploading" });
    const kept = [
      await makeAsset({ ...common, status: "ready" }),
      await makeAsset({ ...common, status: "failed", createdAt: new Date() }),
      await makeAsset({ ...common, status: "uploading", leaseToken: newId(), leaseUntil: new Date(Date.now() + 60_000) }),
    ];
    expect(await sweepUploads(new AbortController().signal)).toBe(2);
    expect((await db.asset.findMany({ select: { id: true } })).map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
    expect(await getStorage().stat(keyOf({ teamId: actor.teamId, assetId: failed.id }, "original"))).toBeNull();
  });
});
