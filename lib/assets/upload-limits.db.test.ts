import { db, truncateAll } from "@/lib/testing/database";
import { randomBytes } from "node:crypto";
import { utimes } from "node:fs/promises";
import path from "node:path";
import type * as Timers from "node:timers/promises";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { keyOf } from "@/lib/files/keys";
import { openFile } from "@/lib/files/open-file";
import { admitAnybody } from "@/lib/testing/admit-anybody";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeFile, makeMember } from "@/lib/testing/factories";
import { addPart, sendUpload } from "@/lib/testing/send-upload";
import { claimUpload } from "./claim-upload";
import { finishUpload } from "./finish-upload";
import { requestMend } from "./mends/ask-mend";
import { partKey } from "./parts/part-store";
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

  it("count what is being made of a file, as large as files may be", async () => {
    limit(1, 1000);
    const { id: sourceId } = await makeAsset({ teamId: actor.teamId });
    await makeFile({ teamId: actor.teamId, assetId: sourceId }, "original", { bytes: GIB - 60 * 1024 ** 2 });
    const mend = () => requestMend(actor, { id: sourceId, asId: newId(), how: { kind: "fit" } });
    expect(await problemOf(mend())).toBeUndefined();
    expect(await problemOf(mend())).toBe("teamBytes");
    expect(await problemOf(ask(20 * 1024 ** 2))).toBe("teamBytes");
    await db.assetMend.updateMany({ data: { status: "cancelled", nextActionAt: null } });
    expect(await problemOf(mend())).toBeUndefined();
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
    const rows = await Promise.all([1, 2, 3].map(async () => ({ id: (await ask()).asset.id, createdById: actor.userId })));
    const [first, second] = [await claimUpload(rows[0]!), await claimUpload(rows[1]!)];
    const told = Promise.withResolvers<void>();
    waiting.begins = () => told.resolve();
    let third: Awaited<ReturnType<typeof claimUpload>> | undefined;
    const turn = claimUpload(rows[2]!).then((claim) => (third = claim));
    await told.promise;
    expect(third).toBeUndefined();
    await first.release();
    await turn;
    expect(await db.asset.count({ where: { leaseToken: { not: null } } })).toBe(2);
    await Promise.all([second.release(), third!.release()]);
    expect(await db.asset.count({ where: { leaseToken: { not: null } } })).toBe(0);
  });

  it("leave a row alone that another process receives, and take it up when that one is gone", async () => {
    const bytes = await picture();
    const { asset } = await ask(bytes.length);
    await addPart(asset.id, bytes);
    const lease = (inMs: number) =>
      db.asset.update({ where: { id: asset.id }, data: { leaseToken: newId(), leaseUntil: new Date(Date.now() + inMs) } });
    await lease(60_000);
    // Its patience ends while it waits.
    const now = vi.spyOn(performance, "now");
    const started = performance.now();
    waiting.begins = () => now.mockReturnValue(started + 60_000);
    expect(await problemOf(finishUpload(actor, asset.id))).toBe("conflict");
    now.mockRestore();
    waiting.begins = () => void lease(-1).then();
    expect((await finishUpload(actor, asset.id)).status).toBe("ready");
  });

  it("ask who holds a row in this process to let go, and stop him who lost it from writing", async () => {
    const { asset } = await ask();
    const row = { id: asset.id, createdById: actor.userId };
    const held = await claimUpload(row, { onWanted: () => held.release() });
    const next = await claimUpload(row);
    const now = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 6_000);
    await expect(held.keep()).rejects.toMatchObject({ code: "conflict" });
    await next.keep();
    now.mockRestore();
    await next.release();
  });
});

describe("an upload", () => {
  it("of somebody who was removed while its bytes came does not finish, and nothing of it stays", async () => {
    const bytes = await picture();
    const { asset } = await ask(bytes.length);
    await addPart(asset.id, bytes);
    await db.membership.deleteMany({ where: { userId: actor.userId } });
    expect(await problemOf(finishUpload(actor, asset.id))).toBe("not-found");
    expect((await db.asset.findUniqueOrThrow({ where: { id: asset.id } })).status).toBe("failed");
    expect(await db.file.count()).toBe(0);
    expect(await getStorage().stat(partKey(asset.id))).toBeNull();
    for (const variant of ["original", "thumbnail"] as const)
      expect(await getStorage().stat(keyOf({ teamId: actor.teamId, assetId: asset.id }, variant))).toBeNull();
  });

  it("is downloaded under the ending that its bytes have, and not the one that it was sent with", async () => {
    const bytes = await picture();
    const { asset } = await requestUpload(actor, { name: "invoice.html.jpg", mimeType: "image/jpeg", sizeBytes: bytes.length });
    await sendUpload(actor, asset.id, bytes);
    const { mime, disposition } = await openFile(admitAnybody, { assetId: asset.id, variant: "original" });
    expect([mime, disposition(true)]).toEqual(["image/png", expect.stringContaining('filename="invoice.html.png"')]);
  });

  it("that was refused or never ended is forgotten after a day; one that was used, is ready or is young stays", async () => {
    const old = new Date(Date.now() - 1.1 * DAY);
    const common = { teamId: actor.teamId, createdById: actor.userId, createdAt: old };
    const failed = await makeAsset({ ...common, status: "failed" });
    await getStorage().put(keyOf({ teamId: actor.teamId, assetId: failed.id }, "original"), Buffer.from("left behind"));
    const abandoned = await makeAsset({ ...common, status: "uploading", sizeBytes: 1000 });
    await addPart(abandoned.id, Buffer.alloc(500));
    const young = await makeAsset({ ...common, status: "uploading", sizeBytes: 1000, createdAt: new Date() });
    await addPart(young.id, Buffer.alloc(500));
    const kept = [
      await makeAsset({ ...common, status: "ready" }),
      young,
      await makeAsset({ ...common, status: "failed", createdAt: new Date() }),
      await makeAsset({ ...common, status: "uploading", leaseToken: newId(), leaseUntil: new Date(Date.now() + 60_000) }),
    ];
    expect(await sweepUploads(new AbortController().signal)).toBe(2);
    expect((await db.asset.findMany({ select: { id: true } })).map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
    expect(await getStorage().stat(keyOf({ teamId: actor.teamId, assetId: failed.id }, "original"))).toBeNull();
    expect(await getStorage().stat(partKey(abandoned.id))).toBeNull();
    expect(await getStorage().stat(partKey(young.id))).toEqual({ sizeBytes: 500 });
  });

  it("leaves no parts behind when its row is gone, once they are a day old", async () => {
    const { asset } = await ask();
    const other = await ask();
    for (const { id } of [asset, other.asset]) await addPart(id, Buffer.alloc(500));
    await db.asset.deleteMany({});
    const file = path.join(getEnv().dataDir, partKey(asset.id));
    await utimes(file, new Date(Date.now() - 2 * DAY), new Date(Date.now() - 2 * DAY));
    await sweepUploads(new AbortController().signal);
    expect([await getStorage().stat(partKey(asset.id)), await getStorage().stat(partKey(other.asset.id))]).toEqual([
      null,
      { sizeBytes: 500 },
    ]);
  });
});
