import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { databaseUrl, db, truncateAll } from "@/lib/testing/database";
import type { Actor } from "@/lib/access/callers/actor";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { fillWithClips } from "@/lib/testing/many-clips";
import { sequentialScans, statementsOf } from "@/lib/testing/query-plans";
import { deleteGenerations, restoreGenerations } from "../asking/delete";
import { deleteLabel, renameLabel } from "../marks/labels";
import { setFavourite } from "../marks/favourites";
import { markClips } from "../marks/mark";
import { moveClips } from "../marks/move";
import { setNote } from "../marks/note";
import { markSchema } from "../marks/schema";
import { addComment, deleteComment, editComment, resolveComment } from "../review/comment";
import { findGenerations, listGenerations, listRevisions } from "../queries";
import { countClips, daysOf } from "./find-clips";
import { type Find, readFind } from "./find";

let actor: Actor;
let projectId: string;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

const make = (overrides: Parameters<typeof makeGeneration>[0] = {}) =>
  makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready", ...overrides });
const found = async (find: Find | Record<string, unknown>, whose = actor) =>
  (await listGenerations(whose, { projectId, find: readFind(find) })).items.map(({ id }) => id);
const mark = (id: string, said: object) => markClips(actor, markSchema.parse({ ids: [id], ...said }));

describe("comments", () => {
  it("are asked for: any, and those that are not resolved", async () => {
    const [talked, quiet] = [await make(), await make()];
    const [id, reply] = [newId(), newId()];
    const said = { frames: null, drawing: null, generationId: talked.id, text: "Closer" };
    await addComment(actor, { ...said, id, parentId: null });
    await addComment(actor, { ...said, id: reply, parentId: id });
    const both = async () => [await found({ comments: "any" }), await found({ comments: "open" })];
    expect(await both()).toEqual([[talked.id], [talked.id]]);
    await resolveComment(actor, { id, isResolved: true });
    expect(await both()).toEqual([[talked.id], []]);
    await resolveComment(actor, { id, isResolved: false });
    expect(await both()).toEqual([[talked.id], [talked.id]]);
    // What began it has no words any more, and the reply is still there.
    await deleteComment(actor, { id });
    expect(await both()).toEqual([[talked.id], []]);
    await deleteComment(actor, { id: reply });
    expect(await both()).toEqual([[], []]);
    expect(await found({})).toContain(quiet.id);
  });
});

describe("words", () => {
  it("are found in prompt, name, tags, collections and names of files, each of them, as they begin", async () => {
    const asset = await makeAsset({ teamId: actor.teamId, name: "harbour_ref-02.PNG" });
    const clip = await make({
      prompt: "A man's umbrella; rain on neon, 4K",
      inputs: { create: { position: 0, role: "reference", assetId: asset.id } },
    });
    await make({ prompt: "Something else" });
    await mark(clip.id, { name: "Wide shot, dawn", addTags: ["Hero"], addTo: ["Selects"] });
    for (const q of ["umbrel", "RAIN neon", "man", "4k", "wide dawn", "hero", "selec rain", "harbour", "ref 02", "ｒａｉｎ", "rain, neon!"])
      expect([q, await found({ q })]).toEqual([q, [clip.id]]);
    for (const q of ["brella", "rain sun", "heroes", "%", "_", "\\", "' & |", "rain:* & x"])
      expect([q, await found({ q })]).toEqual([q, []]);
  });

  it("are found in the note of a clip and in what people said of it, without the ids of those who are named", async () => {
    const clip = await make({ prompt: "A quay" });
    await setNote(actor, { id: clip.id, note: "Ask Mei for the long version", before: "" });
    expect([await found({ q: "long version" }), await found({ q: "note" })]).toEqual([[clip.id], []]);
    const said = { parentId: null, frames: null, drawing: null, generationId: clip.id };
    const id = newId();
    await addComment(actor, { ...said, id, text: `@{${actor.userId}} the gull flickers` });
    expect([await found({ q: "gull" }), await found({ q: actor.userId.slice(0, 8) })]).toEqual([[clip.id], []]);
    await editComment(actor, { id, text: "the 海鸥 flickers" });
    expect([await found({ q: "gull" }), await found({ q: "海鸥" })]).toEqual([[], [clip.id]]);
    await deleteComment(actor, { id });
    expect(await found({ q: "海鸥" })).toEqual([]);
  });

  it("are found within a script that has no spaces, down to two characters and to one", async () => {
    const clip = await make({ prompt: "雨夜的霓虹街道，慢速推镜头 dolly" });
    await make({ prompt: "街上的雨" });
    for (const q of ["雨夜", "霓虹", "霓虹街道", "街道", "道", "慢速推镜", "镜头 雨夜", "夜dolly", "夜的霓"])
      expect([q, await found({ q })]).toEqual([q, [clip.id]]);
    expect(await found({ q: "雨" })).toHaveLength(2);
    expect(await found({ q: "虹雨" })).toEqual([]);
  });

  it("follow a tag that is called otherwise, and are gone with it", async () => {
    const clip = await make();
    await mark(clip.id, { addTags: ["Hero"] });
    await renameLabel(actor, { projectId: null, name: "Hero", to: "主角" });
    expect([await found({ q: "hero" }), await found({ q: "主角" }), await found({ tag: "主角" })]).toEqual([[], [clip.id], [clip.id]]);
    await deleteLabel(actor, { projectId: null, name: "主角" });
    expect([await found({ q: "主角" }), await found({ tag: "主角" })]).toEqual([[], []]);
  });
});

describe("filters", () => {
  it("follow what becomes of a clip", async () => {
    const clip = await make({ status: "running", seed: 42n, mode: "references", resolution: "1080p", ratio: "9:16", sound: false });
    const other = await make({ status: "failed" });
    expect([await found({ state: "open" }), await found({ state: "failed" })]).toEqual([[clip.id], [other.id]]);
    await db.generation.update({ where: { id: clip.id }, data: { status: "ready", nextActionAt: null } });
    const said = [
      { state: "ready" },
      { seed: "42" },
      { mode: "references" },
      { resolution: "1080p" },
      { ratio: "9:16" },
      { sound: "off" },
      { state: "ready", seed: "42", mode: "references", sound: "off", author: actor.userId },
    ];
    for (const find of said) expect([find, await found(find)]).toEqual([find, [clip.id]]);
    expect(await found({ state: "open" })).toEqual([]);
    await mark(clip.id, { rating: 4, verdict: "approved", addTo: ["选片"] });
    await setFavourite(actor, { ids: [clip.id], isFavourite: true });
    for (const find of [{ rating: 3 }, { rating: 4 }, { verdict: "approved" }, { collection: "选片" }, { favourite: "yes" }])
      expect([find, await found(find)]).toEqual([find, [clip.id]]);
    expect([await found({ rating: 5 }), await found({ verdict: "none" })]).toEqual([[], [other.id]]);
    const colleague = await makeMember("viewer", { teamId: actor.teamId });
    expect(await found({ favourite: "yes" }, colleague)).toEqual([]);
    await mark(clip.id, { rating: 0, verdict: null, removeFrom: ["选片"] });
    await setFavourite(actor, { ids: [clip.id], isFavourite: false });
    for (const find of [{ rating: 1 }, { verdict: "approved" }, { collection: "选片" }, { favourite: "yes" }])
      expect([find, await found(find)]).toEqual([find, []]);
    await deleteGenerations(actor, { ids: [clip.id] });
    expect(await found({ seed: "42" })).toEqual([]);
    await restoreGenerations(actor, { ids: [clip.id] });
    expect(await found({ seed: "42" })).toEqual([clip.id]);
    await moveClips(actor, { ids: [clip.id], projectId: (await makeProject({ teamId: actor.teamId })).id });
    expect(await found({ seed: "42" })).toEqual([]);
  });

  it("know a day by the zone that it is named in", async () => {
    const clip = await make({ createdAt: new Date("2026-11-20T20:00:00Z") });
    expect(await found({ from: "2026-11-21", to: "2026-11-21", zone: "Asia/Shanghai" })).toEqual([clip.id]);
    expect(await found({ from: "2026-11-21", to: "2026-11-21", zone: "UTC" })).toEqual([]);
    expect(await found({ to: "2026-11-20" })).toEqual([clip.id]);
  });

  it("show nothing of another team or project, whatever is asked", async () => {
    const stranger = await makeMember("owner");
    const theirs = await makeGeneration({ teamId: stranger.teamId, status: "ready", prompt: "Rain" });
    await make({ prompt: "Rain" });
    expect((await listGenerations(stranger, { projectId, find: { q: "rain" } })).items).toEqual([]);
    expect((await findGenerations(actor, { projectId, ids: [theirs.id], find: { q: "rain" } })).items).toEqual([]);
    expect(await found({ q: "rain" })).toHaveLength(1);
  });
});

describe("a list of what is found", () => {
  it("is turned page by page in each order, once for each clip, and says its revisions", async () => {
    const clips = [];
    for (let index = 0; index < 9; index++)
      clips.push(
        await make({
          prompt: index % 3 ? "Rain" : "Sun",
          rating: index % 2,
          durationSeconds: 4 + (index % 4),
          createdAt: new Date(1_000_000 + Math.floor(index / 2)),
        }),
      );
    const newest = clips
      .filter(({ prompt }) => prompt === "Rain")
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
    const orders = {
      longest: newest.toSorted((a, b) => b.durationSeconds! - a.durationSeconds!),
      newest,
      oldest: newest.toReversed(),
      rating: newest.toSorted((a, b) => b.rating - a.rating),
    };
    for (const [sort, expected] of Object.entries(orders)) {
      const find = readFind({ q: "rain", sort });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await listGenerations(actor, { projectId, find, cursor, limit: 4 });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect([sort, seen]).toEqual([sort, expected.map(({ id }) => id)]);
      expect((await listRevisions(actor, projectId, find)).items.map(({ id }) => id)).toEqual(seen);
    }
    expect(await countClips(actor, projectId, { q: "rain" })).toEqual({ count: 6, isMore: false });
  });

  it("counts no further than says something, and reads no table from end to end among many clips", async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await fillWithClips(client, { ...actor, projectId, account: "an account", clips: 21_000, eventsPerClip: 1 });
    await client.query("VACUUM ANALYZE clip_search");
    const old = await make({ prompt: "The one zebra", createdAt: new Date(1_000_000) });
    const asked = async () => {
      expect(await found({ q: "zebra" })).toEqual([old.id]);
      expect(await found({ q: "take 11999" })).toHaveLength(1);
      expect(await found({ q: "rain", sort: "oldest" })).toHaveLength(60);
      expect(await countClips(actor, projectId, { q: "take" })).toEqual({ count: 1_000, isMore: true });
      expect(await countClips(actor, projectId, { q: "zebra" })).toEqual({ count: 1, isMore: false });
      expect(await countClips(actor, projectId, { seed: "11999" })).toEqual({ count: 1, isMore: false });
      expect(await daysOf(actor, projectId, { find: { q: "zebra" }, zone: "UTC" })).toEqual({ days: [["1970-01-01", 1]], isOfAll: false });
      const rainy = await daysOf(actor, projectId, { find: { q: "rain" }, zone: "UTC" });
      expect([rainy.isOfAll, rainy.days.at(-1)], "too many to be counted: the days are those of all clips").toEqual([
        true,
        ["1970-01-01", 1],
      ]);
    };
    const statements = await statementsOf(asked);
    expect(await sequentialScans(client, statements, ["generations", "clip_search", "files"])).toEqual([]);
    await client.end();
  });
});

describe("a clip that is paid for", () => {
  it("is saved and found whatever length and shape it was said to have", async () => {
    const clip = await make({ prompt: "Rain", actualDuration: 2_000_000_000, actualRatio: "x".repeat(5_000) });
    await make({ prompt: "Rain", durationSeconds: 4 });
    const page = await listGenerations(actor, { projectId, find: { q: "rain", sort: "longest" }, limit: 1 });
    expect(page.items.map(({ id }) => id)).toEqual([clip.id]);
    expect((await listGenerations(actor, { projectId, find: { q: "rain", sort: "longest" }, cursor: page.nextCursor })).items).toHaveLength(
      1,
    );
  });

  it("is saved also where its terms cannot be made", async () => {
    const clip = await make({ status: "running" });
    const [before] = await db.$queryRaw<[{ made: string }]>`SELECT pg_get_functiondef('search_terms'::regproc) AS made`;
    await db.$executeRaw`
      CREATE OR REPLACE FUNCTION search_terms(clip generations) RETURNS tsvector LANGUAGE sql STABLE AS
      $$ SELECT array_to_tsvector(ARRAY[repeat(coalesce(clip.prompt, ''), 1 / 0)]) $$`;
    try {
      const late = await make();
      await db.generation.update({ where: { id: clip.id }, data: { status: "ready", nextActionAt: null } });
      await mark(clip.id, { addTags: ["Hero"] });
      await setFavourite(actor, { ids: [clip.id, late.id], isFavourite: true });
      expect((await listGenerations(actor, { projectId })).items).toHaveLength(2);
    } finally {
      await db.$executeRawUnsafe(before.made);
    }
    await mark(clip.id, { rating: 4 });
    expect(await found({ state: "ready", tag: "hero" })).toEqual([clip.id]);
  });
});
