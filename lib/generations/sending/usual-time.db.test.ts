import { db, truncateAll } from "@/lib/testing/database";
import { beforeEach, describe, expect, it } from "vitest";
import { describeConnection } from "@/lib/connections/connection";
import type { Generation, Prisma } from "@/lib/platform/db/generated/client";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { getGeneration } from "../queries";
import { forgetUsualTimes, readUsualTimes, usualTimeOf } from "./usual-time";

const KIND = { model: "seedance-2.0", resolution: "720p", durationSeconds: 5 };

/** One that was ready so many seconds after it was sent, after an hour in our own line. */
async function took(seconds: number, overrides: Partial<Prisma.GenerationUncheckedCreateInput>): Promise<Generation> {
  const finishedAt = new Date();
  const sentAt = new Date(finishedAt.getTime() - seconds * 1000);
  return makeGeneration({ status: "ready", ...KIND, createdAt: new Date(sentAt.getTime() - 3_600_000), sentAt, finishedAt, ...overrides });
}

describe("how long clips usually take", () => {
  let place: { teamId: string; projectId: string; providerAccount: string };
  beforeEach(async () => {
    await truncateAll();
    forgetUsualTimes();
    const project = await makeProject();
    place = { teamId: project.teamId, projectId: project.id, providerAccount: (await describeConnection(null)).account };
  });
  const finish = async (...seconds: number[]) => {
    for (const value of seconds) await took(value, place);
    forgetUsualTimes();
  };

  it("is not said from less than three", async () => {
    await finish(10, 20);
    const times = await readUsualTimes(place.teamId);
    expect([usualTimeOf(times, KIND), times.overall]).toEqual([null, null]);
  });

  it("is the middle one and the middle eight of ten, from the sending on", async () => {
    await finish(100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 900);
    expect(usualTimeOf(await readUsualTimes(place.teamId), KIND)).toEqual({ medianSeconds: 150, fromSeconds: 110, toSeconds: 190 });
  });

  it("is learned for each model, resolution and length apart, and from what became ready alone", async () => {
    await finish(100, 100, 100);
    await took(900, { ...place, resolution: "1080p" });
    await took(900, { ...place, durationSeconds: 15 });
    await took(900, { ...place, durationSeconds: null });
    await took(900, { ...place, model: "seedance-2.0-fast" });
    await took(900, { ...place, status: "failed" });
    const times = await readUsualTimes(place.teamId);
    expect(usualTimeOf(times, KIND)?.medianSeconds).toBeCloseTo(100);
    expect(usualTimeOf(times, { ...KIND, resolution: "1080p" })).toBeNull();
    expect(times.overall?.medianSeconds).toBeCloseTo(900);
  });

  it("knows nothing of other teams, of another account, or of last season", async () => {
    const elsewhere = await makeProject();
    for (let index = 0; index < 3; index++) {
      await took(100, { ...place, teamId: elsewhere.teamId, projectId: elsewhere.id });
      await took(100, { ...place, providerAccount: "another" });
      await took(100, { ...place, finishedAt: new Date(Date.now() - 90 * 86_400_000) });
    }
    expect((await readUsualTimes(place.teamId)).overall).toBeNull();
  });

  it("stands on the card of what is under way, and not on what is over", async () => {
    await finish(100, 100, 100);
    const actor = await makeMember("viewer", { teamId: place.teamId });
    const running = await makeGeneration({ ...KIND, ...place, status: "running", acceptedAt: new Date() });
    expect((await getGeneration(actor, running.id)).progress?.usual?.medianSeconds).toBeCloseTo(100);
    const ready = await db.generation.findFirstOrThrow({ where: { status: "ready" } });
    expect((await getGeneration(actor, ready.id)).progress).toBeUndefined();
  });
});
