import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeFile, makeAsset, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { actionsOn } from "./policy";
import { findGenerations, getClip, getGeneration, listGenerations, readChanged } from "./queries";

let actor: Actor;
let projectId: string;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

const make = (overrides: Parameters<typeof makeGeneration>[0] = {}) =>
  makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, ...overrides });

const notFound = new AppError("not-found");

describe("listGenerations", () => {
  it("goes through everything once, newest first, also where many were made in the same millisecond", async () => {
    const moment = new Date("2026-11-22T08:00:00.000Z");
    const made = [];
    for (let index = 0; index < 25; index++) made.push(await make({ createdAt: new Date(moment.getTime() + Math.floor(index / 10)) }));
    const expected = made.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1)).map((row) => row.id);

    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listGenerations(actor, { projectId, cursor, limit: 4 });
      expect(page.items.length).toBeLessThanOrEqual(4);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(expected);
  });

  it("is not moved by what arrives while somebody reads", async () => {
    const old = [];
    for (let index = 0; index < 4; index++) old.push(await make({ createdAt: new Date(1_000_000 + index) }));
    const first = await listGenerations(actor, { projectId, limit: 2 });
    await make();
    const second = await listGenerations(actor, { projectId, limit: 2, cursor: first.nextCursor });
    expect(second.items.map((item) => item.id)).toEqual([old[1]!.id, old[0]!.id]);
    expect(second.nextCursor).toBeNull();
  });

  it("starts at the top for a cursor that it did not hand out", async () => {
    const row = await make();
    for (const cursor of ["", "nonsense", "zzzzzzzzzzzz.x", `${"z".repeat(40)}.${row.id}`]) {
      expect((await listGenerations(actor, { projectId, cursor })).items).toHaveLength(1);
    }
  });

  it("leaves out what was deleted, what is in another project, and never shows another team's", async () => {
    await make({ status: "failed", deletedAt: new Date() });
    await make({ projectId: (await makeProject({ teamId: actor.teamId })).id });
    const shown = await make();
    expect((await listGenerations(actor, { projectId })).items.map((item) => item.id)).toEqual([shown.id]);
    const stranger = await makeMember("owner");
    expect(await listGenerations(stranger, { projectId })).toEqual({ items: [], nextCursor: null });
  });

  it("is read from the index of the feed, however deep", async () => {
    for (let index = 0; index < 30; index++) await make();
    await db.$executeRaw`ANALYZE generations`;
    const plan = await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      await tx.$executeRaw`SET LOCAL enable_sort = off`;
      return tx.$queryRaw<{ "QUERY PLAN": string }[]>`
        EXPLAIN SELECT id FROM generations
        WHERE project_id = ${projectId}::uuid AND team_id = ${actor.teamId}::uuid AND deleted_at IS NULL AND (created_at, id) < (now(), ${newId()}::uuid)
        ORDER BY created_at DESC, id DESC LIMIT 61`;
    });
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toContain("generations_feed");
    expect(text).toMatch(/Index Cond:.*ROW\(created_at, id\) </);
  });
});

it("findGenerations answers with what exists in the project and is silent about the rest", async () => {
  const [shown, gone, elsewhere, theirs] = [
    await make(),
    await make({ status: "failed", deletedAt: new Date() }),
    await make({ projectId: (await makeProject({ teamId: actor.teamId })).id }),
    await makeGeneration(),
  ];
  const ids = [shown, gone, elsewhere, theirs].map((row) => row.id);
  expect((await findGenerations(actor, { projectId, ids })).items.map((item) => item.id)).toEqual([shown.id]);
});

describe("getGeneration", () => {
  it("shows inputs in their order, the shape before there is a clip, and what this person may do", async () => {
    const [first, last] = [await makeAsset({ teamId: actor.teamId, width: 720, height: 1280 }), await makeAsset({ teamId: actor.teamId })];
    const { id } = await make({
      mode: "firstLast",
      ratio: "adaptive",
      inputs: {
        create: [
          { position: 1, role: "lastFrame", assetId: last.id },
          { position: 0, role: "firstFrame", assetId: first.id },
        ],
      },
    });
    const view = await getClip(actor, id);
    expect(view.inputs.map((input) => [input.role, input.asset.id])).toEqual([
      ["firstFrame", first.id],
      ["lastFrame", last.id],
    ]);
    expect(view.card.shape).toEqual({ width: 720, height: 1280 });
    expect(view.video).toBeNull();
    expect(actionsOn(actor, view.card)).toEqual({ cancel: true, delete: false, retry: false, resolve: false });
    expect(view.projectId).toBe(projectId);
  });

  it("shows the file's facts once it is kept", async () => {
    const row = await make({ status: "ready", actualSeed: 4_294_967_295n });
    const file = { teamId: actor.teamId, generationId: row.id };
    const facts = { framesPerSecond: 24, videoCodec: "avc", audioCodec: "aac", codecs: "avc1.640028, mp4a.40.2" };
    await makeFile(file, "video", { bytes: 4_000_000n, width: 1280, height: 720, durationMs: 5042, facts });
    await makeFile(file, "poster");
    const view = await getClip(actor, row.id);
    expect(view.video).toEqual({
      width: 1280,
      height: 720,
      durationMs: 5042,
      framesPerSecond: 24,
      sizeBytes: 4_000_000,
      videoCodec: "avc",
      codecs: "avc1.640028, mp4a.40.2",
      audioCodec: "aac",
      isDamaged: false,
    });
    expect(view.card.video).toEqual({
      durationMs: 5042,
      framesPerSecond: undefined,
      isSilent: undefined,
      isWithoutPoster: undefined,
      isDamaged: undefined,
    });
    expect([view.card.slate.seed, view.hasLastFrame, view.actual.seed]).toEqual([4_294_967_295, false, 4_294_967_295]);
    // Everything of it can travel as JSON.
    expect(JSON.parse(JSON.stringify(view))).toMatchObject({ card: { id: row.id }, video: view.video });
  });

  it("is small enough for sixty of them on a page, and says no more of a long prompt than a card can show", async () => {
    const row = await make({ prompt: "A dog 🐕 ".repeat(200), status: "ready" });
    const { prompt, progress, failure } = await getGeneration(actor, row.id);
    expect([[...prompt].length, prompt.endsWith("…"), progress, failure]).toEqual([161, true, undefined, undefined]);
    expect(JSON.stringify(await getGeneration(actor, row.id)).length).toBeLessThan(620);
    expect((await getClip(actor, row.id)).recipe.prompt).toBe(row.prompt);
  });

  it("is the same for everybody in the team, so that it is read once for all their pages", async () => {
    const [row, theirs] = [await make(), await makeGeneration()];
    expect(await readChanged(actor.teamId, [row.id, theirs.id, newId()])).toEqual([
      { projectId, card: await getGeneration(actor, row.id) },
    ]);
  });

  it("counts who stands in front in the line, other teams included", async () => {
    const turn = { status: "waiting", waitingFor: "turn", nextActionAt: new Date() } as const;
    await makeGeneration({ ...turn, createdAt: new Date(1_000) });
    await make({ ...turn, createdAt: new Date(2_000) });
    const third = await make({ ...turn, createdAt: new Date(3_000) });
    expect((await getGeneration(actor, third.id)).progress?.ahead).toBe(2);
    expect((await listGenerations(actor, { projectId })).items.map((item) => item.progress?.ahead)).toEqual([2, 1]);
  });

  it("is not found for another team, after deletion, and when it never was", async () => {
    const row = await make();
    const gone = await make({ status: "failed", deletedAt: new Date() });
    await expect(getGeneration(await makeMember("owner"), row.id)).rejects.toThrow(notFound);
    await expect(getGeneration(actor, gone.id)).rejects.toThrow(notFound);
    await expect(getGeneration(actor, newId())).rejects.toThrow(notFound);
  });
});
