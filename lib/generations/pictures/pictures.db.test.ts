import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { findFileStates } from "@/lib/assets/faces/file-states";
import { registerWithProvider } from "@/lib/assets/registration/register-with-provider";
import { EMULATOR_ACCOUNT } from "@/lib/connections/connection";
import { forgetBreakers } from "@/lib/connections/breaker";
import { assetKey } from "@/lib/files/keys";
import { forgetEnv, getEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { type EmulatorProcess, startEmulatorProcess } from "@/lib/testing/emulator-process";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { openJournal } from "../sending/journal";
import { sendToProvider } from "../sending/send";
import { makePicture } from "./make-picture";
import { askPicture, listPictures } from "./pictures";
import { sweepMadePictures } from "./sweep-made-pictures";

let emulator: EmulatorProcess;
beforeAll(async () => {
  emulator = await startEmulatorProcess();
  process.env.EMULATOR_URL = emulator.origin;
  forgetEnv();
});
afterAll(() => emulator.stop());

let actor: Actor;
let projectId: string;
beforeEach(async () => {
  await truncateAll();
  forgetBreakers();
  await admin("reset", {});
  await admin("timings", { assetMs: 0 });
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

async function admin(call: string, body?: object): Promise<unknown> {
  const response = await fetch(`${emulator.origin}/emulator/${call}`, {
    headers: { authorization: "Bearer emulator", "content-type": "application/json" },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${call}: ${await response.text()}`);
  return response.json();
}

/** What was really sold. */
const sold = async (): Promise<string[]> =>
  ((await admin("truth")) as { pictures: { prompt: string }[] }).pictures.map(({ prompt }) => prompt);
const press = (over: Partial<Parameters<typeof askPicture>[1]> = {}) =>
  askPicture(actor, { id: newId(), projectId, prompt: "A sailor with a red cap, at dawn", ratio: "3:4", ...over });
const rowOf = (id: string) => db.madePicture.findUniqueOrThrow({ where: { id } });
/** What the team has spent, and has set aside. */
const spent = async () => {
  const totals = await db.spendTotal.findMany({ where: { teamId: actor.teamId } });
  const sum = (kind: string) => totals.filter((one) => one.kind === kind).reduce((all, { micros }) => all + Number(micros), 0);
  return { settled: sum("settled"), reserved: sum("reserved"), spared: sum("spared") };
};
const PRICE = 44_000;

describe("a picture that somebody has made", () => {
  it("is bought once, kept byte for byte, and taken where other faces are refused", async () => {
    await admin("switches", { realFaces: "refuse" });
    expect((await listPictures(actor)).micros).toBe(PRICE);
    const { id } = await press();
    expect(await spent()).toEqual({ settled: 0, reserved: PRICE, spared: 0 });
    await makePicture(id);
    expect(await rowOf(id)).toMatchObject({ state: "made" });
    expect(await spent()).toEqual({ settled: PRICE, reserved: 0, spared: 0 });
    await makePicture(id);
    const { pictures } = await listPictures(actor);
    expect(pictures).toMatchObject([
      { id, state: "ready", ratio: "3:4", asset: { id, width: 1728, height: 2304, name: "A sailor with a red cap at dawn.jpg" } },
    ]);
    expect(await sold()).toHaveLength(1);
    expect((await rowOf(id)).resultUrl).toBeNull();

    const asset = await db.asset.findUniqueOrThrow({ where: { id } });
    const kept = await getStorage().withLocalFile(assetKey(actor.teamId, id), async (file) =>
      (await import("node:fs/promises")).readFile(file),
    );
    expect(createHash("sha256").update(kept).digest("hex")).toBe(asset.sha256);
    expect((await findFileStates(actor, { ids: [id] }))[0]).toMatchObject({ faces: { state: "trusted" } });
    const clip = await makeGeneration({ mode: "references", teamId: actor.teamId, createdById: actor.userId });
    await db.generationInput.create({ data: { teamId: actor.teamId, generationId: clip.id, position: 0, assetId: id, role: "reference" } });
    await sendToProvider(clip.id);
    for (let round = 0; round < 4; round++) for (const copy of await db.assetRegistration.findMany()) await registerWithProvider(copy.id);
    await sendToProvider(clip.id);
    expect(await db.generation.findUniqueOrThrow({ where: { id: clip.id } })).toMatchObject({ status: "queued" });
  });

  it("is one purchase, however often the press, the job and the sweep come", async () => {
    const id = newId();
    await Promise.all([press({ id }), press({ id }), press({ id })]);
    await expect(press({ id, prompt: "Somebody else" })).rejects.toMatchObject({ code: "idempotency-mismatch" });
    await Promise.all([makePicture(id), makePicture(id), makePicture(id)]);
    await sweepMadePictures();
    await Promise.all([makePicture(id), makePicture(id)]);
    expect(await sold()).toHaveLength(1);
    expect(await spent()).toEqual({ settled: PRICE, reserved: 0, spared: 0 });
    expect(await db.asset.count()).toBe(1);
  });

  it("is told as uncertain where the answer was lost, counted, and never sent again", async () => {
    await admin("faults", { route: "images.create", count: 1, fault: { kind: "drop", when: "after" } });
    const { id } = await press();
    await makePicture(id);
    expect(await rowOf(id)).toMatchObject({ state: "uncertain" });
    await sweepMadePictures();
    await makePicture(id);
    expect(await sold()).toHaveLength(1);
    expect(await spent()).toEqual({ settled: 0, reserved: PRICE, spared: 0 });
    expect((await listPictures(actor)).pictures[0]).toMatchObject({ state: "uncertain", failure: null });
  });

  it("is uncertain where whoever sent it died, and made after all where the journal knows it", async () => {
    const [lost, known] = [await press(), await press()];
    for (const { id } of [lost, known])
      await db.madePicture.update({
        where: { id },
        data: {
          providerAccount: EMULATOR_ACCOUNT,
          state: "sending",
          sentAt: new Date(),
          leaseUntil: new Date(Date.now() - 1_000),
          nextActionAt: null,
        },
      });
    const url = await linkOfAnother();
    await openJournal(getEnv().dataDir, "journal-pictures").write({ attemptId: known.id, taskId: url, at: new Date().toISOString() });
    await sweepMadePictures();
    expect(await rowOf(lost.id)).toMatchObject({ state: "uncertain" });
    expect(await rowOf(known.id)).toMatchObject({ state: "made" });
    await makePicture(lost.id);
    await makePicture(known.id);
    expect(await rowOf(known.id)).toMatchObject({ state: "ready" });
    expect(await sold()).toHaveLength(1);
    expect(await openJournal(getEnv().dataDir, "journal-pictures").read()).toEqual([]);
  });

  it("is sent again where it certainly did not arrive, and spared where it was refused", async () => {
    await admin("faults", { route: "images.create", count: 1, fault: { kind: "answer", preset: "rateLimit" } });
    const { id } = await press();
    await makePicture(id);
    expect(await rowOf(id)).toMatchObject({ state: "asked", failures: 1 });
    await makePicture(id);
    expect(await rowOf(id)).toMatchObject({ state: "made" });

    const refused = await press({ prompt: "emu:refuse-text somebody" });
    await makePicture(refused.id);
    expect((await listPictures(actor)).pictures[0]).toMatchObject({ state: "failed", failure: { code: "inputText" }, asset: null });
    expect(await sold()).toHaveLength(1);
    expect(await spent()).toEqual({ settled: PRICE, reserved: 0, spared: PRICE });
  });

  it("is held to the limits, at the press and before it is sent, and to its team", async () => {
    const stop = { isStopped: true, updatedById: actor.userId, updatedAt: new Date() };
    const { id } = await press();
    await db.spendLimit.create({ data: { teamId: actor.teamId, scope: "team", subjectId: actor.teamId, ...stop } });
    await expect(press()).rejects.toMatchObject({ code: "spending-stopped" });
    await makePicture(id);
    expect(await rowOf(id)).toMatchObject({ state: "failed", errorCode: "overLimit" });
    expect(await sold()).toEqual([]);
    expect(await spent()).toEqual({ settled: 0, reserved: 0, spared: PRICE });
    const other = await makeMember("creator");
    const asked = { id: newId(), projectId, prompt: "A sailor", ratio: "1:1" as const };
    await expect(askPicture(other, asked)).rejects.toMatchObject({ code: "not-found" });
    expect((await listPictures(other)).pictures).toEqual([]);
  });

  it("that a copy of the studio may have sent meanwhile is uncertain, and not sent by it", async () => {
    const { id } = await press();
    await db.instance.upsert({
      where: { id: 1 },
      create: { id: 1, instanceId: newId(), holdReason: "copy", holdSince: new Date() },
      update: { holdReason: "copy", holdSince: new Date() },
    });
    await makePicture(id);
    await sweepMadePictures();
    expect(await rowOf(id)).toMatchObject({ state: "uncertain" });
    await db.instance.update({ where: { id: 1 }, data: { holdReason: null, holdSince: null } });
    await makePicture(id);
    expect(await sold()).toEqual([]);
  });
});

/** A picture that somebody else bought, and where it lies. */
async function linkOfAnother(): Promise<string> {
  const response = await fetch(`${emulator.origin}/v1/images/generations`, {
    ...{ method: "POST", headers: { authorization: "Bearer emulator", "content-type": "application/json" } },
    body: JSON.stringify({ model: "seedream-4-5-251128", prompt: "A harbour", size: "1728x2304" }),
  });
  return ((await response.json()) as { data: [{ url: string }] }).data[0].url;
}
