import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { AppError } from "@/lib/shared/errors";
import { databaseUrl, db, truncateAll } from "@/lib/testing/database";
import { makeAsset, makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { sequentialScans, statementsOf } from "@/lib/testing/query-plans";
import { readLineage } from "./read-lineage";
import type { LineageNode } from "./view";

let actor: Actor;
let projectId: string;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("viewer");
  projectId = (await makeProject({ teamId: actor.teamId, name: "Harbour" })).id;
});

const make = (prompt: string, overrides: Parameters<typeof makeGeneration>[0] = {}) =>
  makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready", prompt, ...overrides });

/** `of` is made of `from`: of this frame of it, or of the whole. */
async function use(
  from: string,
  of: string,
  frame: number | null,
  role: "firstFrame" | "lastFrame" | "reference" = "firstFrame",
): Promise<void> {
  const position = await db.generationInput.count({ where: { generationId: of } });
  const { teamId, userId: createdById } = actor;
  const asset = await makeAsset({ teamId, createdById, fromGenerationId: from, fromFrame: frame });
  await db.generationInput.create({ data: { teamId, generationId: of, position, role, assetId: asset.id } });
}

const lineage = (id: string, more?: string) => readLineage(actor, { id, ...(more && { more }) });
/** `Prompt: link, link (what is behind it)`. */
const told = (nodes: readonly LineageNode[]): string[] =>
  nodes.map(({ clip, links, next }) => {
    const said = links.map(({ kind, frame, role }) => [kind, frame, role].filter((part) => part !== undefined).join(" ")).join(", ");
    return `${clip.prompt}: ${said}${next.length > 0 ? ` (${told(next).join("; ")})` : ""}`;
  });

describe("the lineage of a clip", () => {
  it("says by which frame, end, file or recipe it comes of others, and what came of it, two steps each way", async () => {
    const [first, second, third, fourth] = [await make("First"), await make("Second"), await make("Third"), await make("Fourth")];
    await makeFile({ teamId: actor.teamId, generationId: first.id }, "video", { durationMs: 5042 });
    await makeFile({ teamId: actor.teamId, generationId: first.id }, "poster");
    await use(first.id, second.id, 47);
    await use(first.id, second.id, 120, "lastFrame");
    await use(second.id, third.id, null, "reference");
    await use(third.id, fourth.id, 3);
    const brought = await makeAsset({ teamId: actor.teamId, createdById: actor.userId, name: "Lighthouse.png" });
    await db.generationInput.create({
      data: { teamId: actor.teamId, generationId: second.id, position: 2, role: "reference", assetId: brought.id },
    });

    const ofFirst = await lineage(first.id);
    expect(told(ofFirst.usedIn)).toEqual(["Second: frame 47 firstFrame, end lastFrame (Third: whole reference)"]);
    expect([ofFirst.madeFrom, ofFirst.hasMore]).toEqual([[], true]);
    expect(told((await lineage(first.id, "1")).usedIn)[0]).toContain("(Third: whole reference (Fourth: frame 3 firstFrame))");
    expect((await lineage(first.id, "1")).hasMore).toBe(false);

    const ofSecond = await lineage(second.id);
    expect(told(ofSecond.madeFrom)).toEqual(["First: frame 47 firstFrame, end lastFrame"]);
    expect(ofSecond.madeFrom[0]!.clip).toMatchObject({ hasPoster: true, isTrashed: false });
    expect(ofSecond.files).toEqual([{ id: brought.id, name: "Lighthouse.png", kind: brought.kind, role: "reference" }]);
    expect(ofSecond.hasMore).toBe(false);
    expect(told((await lineage(fourth.id)).madeFrom)).toEqual(["Third: frame 3 firstFrame (Second: whole reference)"]);
  });

  it("tells a take from a recipe that was changed", async () => {
    const first = await make("First", { recipeKey: "one" });
    const take = await make("Take", { recipeKey: "one", madeFromId: first.id });
    await make("Changed", { recipeKey: "other", madeFromId: first.id });
    await make("Of before keys", { recipeKey: null, madeFromId: first.id });
    expect(told((await lineage(first.id)).usedIn)).toEqual(["Of before keys: recipe", "Changed: recipe", "Take: take"]);
    expect(told((await lineage(take.id)).madeFrom)).toEqual(["First: take"]);
  });

  it("goes through the projects of a team, and names what is in the trash", async () => {
    const other = await makeProject({ teamId: actor.teamId, name: "Night" });
    const [first, elsewhere, gone] = [await make("First"), await make("Elsewhere", { projectId: other.id }), await make("Gone")];
    await use(first.id, elsewhere.id, 0);
    await use(gone.id, first.id, 0);
    await makeFile({ teamId: actor.teamId, generationId: gone.id }, "poster");
    await db.generation.update({ where: { id: gone.id }, data: { deletedAt: new Date() } });
    const view = await lineage(first.id);
    expect(view.usedIn[0]!.clip).toMatchObject({ prompt: "Elsewhere", isTrashed: false, project: { name: "Night", slug: other.slug } });
    expect(view.madeFrom[0]!.clip).toMatchObject({ prompt: "Gone", isTrashed: true, hasPoster: false });
    await db.project.update({ where: { id: other.id }, data: { deletedAt: new Date() } });
    expect((await lineage(first.id)).usedIn[0]!.clip.isTrashed).toBe(true);
  });

  it("shows a clip once, though ways to it meet or lead round", async () => {
    const [first, left, right, last] = [await make("First"), await make("Left"), await make("Right"), await make("Last")];
    for (const one of [left, right]) {
      await use(first.id, one.id, 0);
      await use(one.id, last.id, 0);
    }
    await db.generation.update({ where: { id: first.id }, data: { madeFromId: last.id } });
    const view = await lineage(first.id);
    expect(told(view.usedIn).join()).toBe("Right: frame 0 firstFrame (Last: frame 0 firstFrame),Left: frame 0 firstFrame");
    expect(told(view.madeFrom)).toHaveLength(1);
  });

  it("shows the newest of many, and more when asked", async () => {
    const first = await make("First");
    for (let index = 0; index < 14; index++) await make(`Clip ${index}`, { madeFromId: first.id });
    const few = await lineage(first.id);
    expect([few.usedIn.length, few.usedIn[0]!.clip.prompt, few.hasMore]).toEqual([12, "Clip 13", true]);
    const all = await lineage(first.id, "1");
    expect([all.usedIn.length, all.hasMore]).toEqual([14, false]);
  });

  it("is nobody else's to see, and ends where another team begins", async () => {
    const first = await make("First");
    const theirs = await makeGeneration({ status: "ready", madeFromId: first.id });
    expect((await lineage(first.id)).usedIn).toEqual([]);
    await expect(readLineage(actor, { id: theirs.id })).rejects.toEqual(new AppError("not-found"));
    await db.generation.update({ where: { id: first.id }, data: { deletedAt: new Date() } });
    await expect(lineage(first.id)).rejects.toEqual(new AppError("not-found"));
  });

  it("is read from indexes", async () => {
    const [first, second] = [await make("First"), await make("Second")];
    await use(first.id, second.id, 0);
    const statements = await statementsOf(async () => [await lineage(first.id), await lineage(second.id)]);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    // A table of one row is read from end to end whatever indexes there are.
    await client.query("SET enable_seqscan = off");
    const tables = ["generations", "generation_inputs", "assets"];
    expect(await sequentialScans(client, statements, tables).finally(() => client.end())).toEqual([]);
  });
});
