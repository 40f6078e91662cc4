import { db } from "@/lib/testing/database";
import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { forgetEnv } from "@/lib/platform/env";
import { type AppError, httpStatusOf } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeMember, makeProject } from "@/lib/testing/factories";
import { getClip } from "../queries";
import { cancelGeneration } from "./cancel";
import type { SubmitInput } from "../schema";
import { submitGeneration } from "./submit";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";

const DRAFT: DraftPart = {
  mode: "text",
  model: "seedance-2.0",
  prompt: "A cat runs over a meadow",
  resolution: "720p",
  ratio: "16:9",
  durationSeconds: 5,
  seed: null,
  sound: true,
  watermark: false,
  returnLastFrame: false,
  inputs: [],
};

async function setUp(): Promise<{ actor: Actor; input: (draft?: DraftPart) => SubmitInput }> {
  const actor = await makeMember("creator");
  const project = await makeProject({ teamId: actor.teamId });
  return { actor, input: (draft) => ({ projectId: project.id, id: newId(), draft: makeDraft({ ...DRAFT, ...draft }) }) };
}

describe("submitGeneration", () => {
  it("records what was asked for, what it will cost, and that somebody has to look at it", async () => {
    const { actor, input } = await setUp();
    const view = await submitGeneration(actor, input({ prompt: "  Rain at dusk  " }));
    expect(view).toMatchObject({ status: "waiting", prompt: "Rain at dusk" });
    expect((await getClip(actor, view.id)).estimate).toEqual({ tokens: 108_900, micros: 838_530 });
    const row = await db.generation.findUniqueOrThrow({ where: { id: view.id }, include: { events: true } });
    expect(row.nextActionAt).not.toBeNull();
    expect(row.events).toMatchObject([{ event: "submit", actorId: actor.userId }]);
  });

  it("makes one generation of twenty presses with the same key, and answers all of them with it", async () => {
    const { actor, input } = await setUp();
    const press = input();
    const views = await Promise.all(Array.from({ length: 20 }, () => submitGeneration(actor, press)));
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    expect(await db.generation.count({ where: { teamId: actor.teamId } })).toBe(1);
  });

  it("refuses the same key with another request, and changes nothing", async () => {
    const { actor, input } = await setUp();
    const press = input();
    await submitGeneration(actor, press);
    await expect(submitGeneration(actor, { ...press, draft: makeDraft({ ...DRAFT, prompt: "Something else" }) })).rejects.toMatchObject({
      code: "idempotency-mismatch",
    });
    expect(await db.generation.findMany({ where: { teamId: actor.teamId }, select: { prompt: true } })).toEqual([
      { prompt: DRAFT.prompt! },
    ]);
  });

  it("refuses another team's id, and changes nothing of theirs", async () => {
    const [{ actor, input }, other] = [await setUp(), await setUp()];
    const { id } = await submitGeneration(other.actor, other.input());
    await expect(submitGeneration(actor, { ...input(), id })).rejects.toMatchObject({ code: "idempotency-mismatch" });
    expect(await db.generation.findMany({ where: { OR: [{ id }, { teamId: actor.teamId }] }, select: { teamId: true } })).toEqual([
      { teamId: other.actor.teamId },
    ]);
  });

  it("keeps from which recipe it was made, and in what it differs from it", async () => {
    const { actor, input } = await setUp();
    const first = await submitGeneration(actor, input({ seed: 4_294_967_295 }));
    const from = (press: SubmitInput): SubmitInput => ({ ...press, draft: { ...press.draft, madeFromId: first.id } });
    const second = await submitGeneration(actor, from(input({ seed: null, sound: false })));
    const row = await db.generation.findUniqueOrThrow({ where: { id: second.id }, include: { events: true } });
    expect(row).toMatchObject({ madeFromId: first.id, events: [{ event: "submit", detail: { changed: ["seed", "sound"] } }] });
    const other = await setUp();
    const foreign = await submitGeneration(other.actor, from(other.input()));
    expect(await db.generation.findUniqueOrThrow({ where: { id: foreign.id } })).toMatchObject({ madeFromId: null });
  });

  it("keeps the largest seed as it is", async () => {
    const { actor, input } = await setUp();
    const { id } = await submitGeneration(actor, input({ seed: 4_294_967_295 }));
    expect(await db.generation.findUniqueOrThrow({ where: { id } })).toMatchObject({ seed: 4_294_967_295n });
  });

  it("keeps two deliberate presses apart", async () => {
    const { actor, input } = await setUp();
    const [one, two] = [await submitGeneration(actor, input()), await submitGeneration(actor, input())];
    expect(one.id).not.toBe(two.id);
  });

  it("names the slot of everything that is missing", async () => {
    const { actor, input } = await setUp();
    await expect(
      submitGeneration(actor, input({ mode: "firstLast", prompt: " ", durationSeconds: 3, resolution: "4k", model: "seedance-2.0-fast" })),
    ).rejects.toMatchObject({
      code: "bad-input",
      fields: {
        firstFrame: { code: "firstFrameMissing" },
        lastFrame: { code: "lastFrameMissing" },
        prompt: { code: "promptEmpty" },
        duration: { code: "durationUnavailable" },
        resolution: { code: "resolutionUnavailable" },
      },
    });
  });

  it("does not know another team's project or asset", async () => {
    const { actor, input } = await setUp();
    const other = await setUp();
    await expect(submitGeneration(actor, { ...input(), projectId: other.input().projectId })).rejects.toMatchObject({ code: "not-found" });
    const foreign = await makeAsset({ teamId: other.actor.teamId, createdById: other.actor.userId });
    await expect(
      submitGeneration(actor, input({ mode: "firstFrame", inputs: [{ role: "firstFrame", assetId: foreign.id }] })),
    ).rejects.toMatchObject({ code: "not-found" });
    expect(await db.generation.count({ where: { teamId: actor.teamId } })).toBe(0);
  });

  it("keeps the order of references, and leaves out what is parked", async () => {
    const { actor, input } = await setUp();
    const assets = await Promise.all([1, 2, 3].map(() => makeAsset({ teamId: actor.teamId, createdById: actor.userId })));
    const [a, b, parked] = assets.map((asset) => asset.id) as [string, string, string];
    const view = await submitGeneration(
      actor,
      input({
        mode: "references",
        inputs: [
          { role: "reference", assetId: b },
          { role: "firstFrame", assetId: parked },
          { role: "reference", assetId: a },
        ],
      }),
    );
    expect((await getClip(actor, view.id)).inputs.map((item) => item.asset.id)).toEqual([b, a]);
  });
});

describe("how much may be asked for", () => {
  const SETTINGS = ["SUBMISSIONS_PER_MINUTE", "TEAM_SUBMISSIONS_PER_MINUTE", "OPEN_GENERATIONS", "TEAM_OPEN_GENERATIONS"] as const;
  const allow = (limits: Partial<Record<(typeof SETTINGS)[number], number>>) => {
    for (const name of SETTINGS) delete process.env[name];
    for (const [name, value] of Object.entries(limits)) process.env[name] = String(value);
    forgetEnv();
  };
  afterEach(() => allow({}));

  /** What became of each press, by code. */
  async function outcomes(presses: readonly Promise<unknown>[]): Promise<Record<string, number>> {
    const count: Record<string, number> = {};
    for (const result of await Promise.allSettled(presses)) {
      const code = result.status === "fulfilled" ? "ok" : (result.reason as AppError).code;
      count[code] = (count[code] ?? 0) + 1;
    }
    return count;
  }

  it("200 presses in a minute by one person: 60 are taken, the others refused politely, and nobody else notices", async () => {
    const { actor, input } = await setUp();
    const colleague = await makeMember("creator", { teamId: actor.teamId });
    const stranger = await setUp();
    const [own, others] = await Promise.all([
      outcomes(Array.from({ length: 200 }, () => submitGeneration(actor, input()))),
      outcomes([submitGeneration(colleague, input()), submitGeneration(stranger.actor, stranger.input())]),
    ]);
    expect(own).toEqual({ ok: 60, "too-many-requests": 140 });
    expect(others).toEqual({ ok: 2 });
    expect(httpStatusOf("too-many-requests")).toBe(429);
    expect(await db.generation.count({ where: { createdById: actor.userId } })).toBe(60);
  });

  it("counts a team together, whoever presses", async () => {
    allow({ TEAM_SUBMISSIONS_PER_MINUTE: 5 });
    const { actor, input } = await setUp();
    const colleague = await makeMember("creator", { teamId: actor.teamId });
    const presses = Array.from({ length: 8 }, (_, index) => submitGeneration(index % 2 ? actor : colleague, input()));
    expect(await outcomes(presses)).toEqual({ ok: 5, "too-many-requests": 3 });
  });

  it("forgets presses after a minute, and counts by the database's clock", async () => {
    allow({ SUBMISSIONS_PER_MINUTE: 1 });
    const { actor, input } = await setUp();
    const { id } = await submitGeneration(actor, input());
    await expect(submitGeneration(actor, input())).rejects.toMatchObject({ code: "too-many-requests" });
    await db.$executeRaw`UPDATE generations SET created_at = created_at - interval '61 seconds' WHERE id = ${id}::uuid`;
    await expect(submitGeneration(actor, input())).resolves.toMatchObject({ status: "waiting" });
  });

  it("never takes more open ones than it may, also when all are asked for at once", async () => {
    allow({ OPEN_GENERATIONS: 3 });
    const { actor, input } = await setUp();
    expect(await outcomes(Array.from({ length: 10 }, () => submitGeneration(actor, input())))).toEqual({ ok: 3, "queue-full": 7 });
    const [first] = await db.generation.findMany({ where: { createdById: actor.userId }, select: { id: true }, take: 1 });
    await cancelGeneration(actor, first!);
    await expect(submitGeneration(actor, input())).resolves.toMatchObject({ status: "waiting" });
    expect(httpStatusOf("queue-full")).toBe(429);
  });

  it("fills a team's queue for the team alone", async () => {
    allow({ TEAM_OPEN_GENERATIONS: 2 });
    const { actor, input } = await setUp();
    const colleague = await makeMember("creator", { teamId: actor.teamId });
    await submitGeneration(actor, input());
    await submitGeneration(colleague, input());
    await expect(submitGeneration(colleague, input())).rejects.toMatchObject({ code: "queue-full" });
    const other = await setUp();
    await expect(submitGeneration(other.actor, other.input())).resolves.toMatchObject({ status: "waiting" });
  });

  it("a retried request is answered however full the queue is, and never counts twice", async () => {
    allow({ OPEN_GENERATIONS: 1, SUBMISSIONS_PER_MINUTE: 1 });
    const { actor, input } = await setUp();
    const press = input();
    const views = await Promise.all(Array.from({ length: 10 }, () => submitGeneration(actor, press)));
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    expect((await submitGeneration(actor, press)).id).toBe(views[0]!.id);
  });
});
