import { db, truncateAll } from "@/lib/testing/database";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { forgetEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";
import { makeAsset, makeMember, makeProject } from "@/lib/testing/factories";
import { expectedBytes } from "../keeping/disk-room";
import type { SubmitInput } from "../schema";
import { submitGeneration, submitMany } from "./submit";

let actor: Actor;
let press: (draft?: DraftPart) => SubmitInput;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  const projectId = (await makeProject({ teamId: actor.teamId })).id;
  press = (draft) => ({ projectId, id: newId(), draft: makeDraft({ resolution: "720p", ratio: "16:9", durationSeconds: 5, ...draft }) });
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const name of ["SUBMISSIONS_PER_MINUTE", "OPEN_GENERATIONS"]) delete process.env[name];
  forgetEnv();
});
const allow = (name: "SUBMISSIONS_PER_MINUTE" | "OPEN_GENERATIONS", limit: number): void => {
  process.env[name] = String(limit);
  forgetEnv();
};

/** What a batch left behind: rows, first events, what is kept back for them, and jobs. */
async function whatIsThere() {
  const rows = await db.generation.findMany({ where: { teamId: actor.teamId }, orderBy: { id: "asc" }, include: { events: true } });
  const ids = rows.map(({ id }) => id);
  const spend = await db.spend.findMany({ where: { teamId: actor.teamId }, orderBy: { id: "asc" } });
  const jobs = await db.$queryRaw<{ id: string }[]>`
    SELECT data ->> 'generationId' AS id FROM pgboss.job WHERE data ->> 'generationId' = ANY(${ids}) ORDER BY 1`;
  return { ids, events: rows.flatMap(({ events }) => events.map(({ event }) => event)), spend, jobs: jobs.map(({ id }) => id) };
}

describe("submitMany", () => {
  it("records all of a batch in its order, each with its event, its money and its job", async () => {
    const asset = await makeAsset({ teamId: actor.teamId, createdById: actor.userId });
    const batch = [
      press({ prompt: "One" }),
      press({ prompt: "Two", mode: "firstFrame", inputs: [{ role: "firstFrame", assetId: asset.id }] }),
      press({ prompt: "Three", durationSeconds: 10 }),
    ];
    const views = await submitMany(actor, batch);
    expect(views.map(({ prompt }) => prompt)).toEqual(["One", "Two", "Three"]);
    const there = await whatIsThere();
    expect(there.ids).toEqual(batch.map(({ id }) => id).sort());
    expect(there.events).toEqual(["submit", "submit", "submit"]);
    expect(there.jobs).toEqual(there.ids);
    expect(there.spend.map(({ kind, tokens }) => [kind, tokens])).toEqual([
      ["reserved", 108_900],
      ["reserved", 108_900],
      ["reserved", 216_900],
    ]);
    expect(await db.generationInput.findMany({ select: { generationId: true, assetId: true } })).toEqual([
      { generationId: batch[1]!.id, assetId: asset.id },
    ]);
  });

  it("makes a batch once, however often it comes, and of a longer one only what is not there yet", async () => {
    const batch = [press(), press(), press()];
    await Promise.all([submitMany(actor, batch), submitMany(actor, batch), submitMany(actor, batch.toReversed())]);
    expect((await whatIsThere()).ids).toHaveLength(3);
    const more = [...batch, press()];
    expect((await submitMany(actor, more)).map(({ id }) => id)).toEqual(more.map(({ id }) => id));
    expect(await whatIsThere()).toMatchObject({ events: Array(4).fill("submit"), spend: { length: 4 }, jobs: { length: 4 } });
  });

  it("makes one of an id that stands in a batch twice, and refuses it with another request", async () => {
    const [one, other] = [press(), press()];
    expect((await submitMany(actor, [one, other, one])).map(({ id }) => id)).toEqual([one.id, other.id, one.id]);
    expect((await whatIsThere()).ids).toHaveLength(2);

    const [again, fine] = [press(), press()];
    const batch = [again, fine, { ...again, draft: makeDraft({ prompt: "Something else" }) }];
    await expect(submitMany(actor, batch)).rejects.toMatchObject({
      code: "idempotency-mismatch",
      items: [null, null, { code: "idempotency-mismatch" }],
    });
    expect((await whatIsThere()).ids).toHaveLength(2);
  });

  it("makes none where something stands against one, and says against which and what", async () => {
    const stranger = await makeMember("creator");
    const theirs = await submitGeneration(stranger, { ...press(), projectId: (await makeProject({ teamId: stranger.teamId })).id });
    const foreign = await makeAsset({ teamId: stranger.teamId, createdById: stranger.userId });
    const batch = [
      press(),
      press({ prompt: " ", durationSeconds: 3 }),
      press({ mode: "firstFrame", inputs: [{ role: "firstFrame", assetId: foreign.id }] }),
      { ...press(), projectId: newId() },
    ];
    await expect(submitMany(actor, batch)).rejects.toMatchObject({
      code: "bad-input",
      items: [
        null,
        { code: "bad-input", fields: { prompt: { code: "promptEmpty" }, duration: { code: "durationUnavailable" } } },
        { code: "not-found" },
        { code: "not-found" },
      ],
    });
    await expect(submitMany(actor, [press(), { ...press(), id: theirs.id }])).rejects.toMatchObject({
      items: [null, { code: "idempotency-mismatch" }],
    });
    expect(await whatIsThere()).toEqual({ ids: [], events: [], spend: [], jobs: [] });
  });

  it("counts a batch as the one press that it is, and as all the open clips that it makes", async () => {
    allow("SUBMISSIONS_PER_MINUTE", 2);
    await submitMany(actor, [press(), press()]);
    await submitMany(actor, [press(), press(), press()]);
    await expect(submitMany(actor, [press()])).rejects.toMatchObject({ code: "too-many-requests" });
    allow("SUBMISSIONS_PER_MINUTE", 60);
    allow("OPEN_GENERATIONS", 6);
    await expect(submitMany(actor, [press(), press()])).rejects.toMatchObject({ code: "queue-full" });
    await submitMany(actor, [press()]);
    expect(await whatIsThere()).toMatchObject({ ids: { length: 6 }, jobs: { length: 6 } });
  });

  it("takes a table of 500 rows in one go, and sets as many alarm clocks as could ring", async () => {
    const batch = Array.from({ length: 500 }, (_, index) => press({ prompt: `Row ${index}` }));
    const views = await submitMany(actor, batch);
    expect(views.map(({ prompt }) => prompt)).toEqual(batch.map(({ draft }) => draft.recipe.prompt));
    expect(await submitMany(actor, batch)).toHaveLength(500);
    expect(await whatIsThere()).toMatchObject({ ids: { length: 500 }, jobs: { length: 16 } });
  });

  it("sets room aside for all of a batch together", async () => {
    const clip = expectedBytes("720p", 5);
    vi.spyOn(getStorage(), "check").mockResolvedValue({ ok: true, freeBytes: 5 * 1024 ** 3 + 2.5 * clip, totalBytes: 250e9 });
    await expect(submitMany(actor, [press(), press(), press()])).rejects.toMatchObject({ code: "storage-full" });
    expect(await whatIsThere()).toEqual({ ids: [], events: [], spend: [], jobs: [] });
    await submitMany(actor, [press(), press()]);
    expect((await whatIsThere()).ids).toHaveLength(2);
  });
});
