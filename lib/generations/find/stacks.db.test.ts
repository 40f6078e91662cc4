import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { truncateAll } from "@/lib/testing/database";
import { deleteGenerations, restoreGenerations } from "../asking/delete";
import { markClips } from "../marks/mark";
import { moveClips } from "../marks/move";
import { markSchema } from "../marks/schema";
import { findGenerations, listGenerations, listRevisions } from "../queries";
import { countClips, daysOf } from "./find-clips";
import type { Find } from "./find";

let actor: Actor;
let projectId: string;
let minute = 0;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("owner");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
});

const STACKED: Find = { stack: "yes" };
const make = (overrides: Parameters<typeof makeGeneration>[0] = {}) =>
  makeGeneration({
    ...{ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready", recipeKey: "of-one-recipe", take: ++minute },
    createdAt: new Date(Date.UTC(2026, 10, 29, 8, minute)),
    ...overrides,
  });
const mark = (id: string, said: object) => markClips(actor, markSchema.parse({ ids: [id], ...said }));
const idsOf = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id);
const stacked = async (find: Find = STACKED) => idsOf(await listGenerations(actor, { projectId, find }));
const toldWith = async (id: string) => idsOf(await findGenerations(actor, { projectId, ids: [id], find: STACKED }));

describe("the face of a recipe", () => {
  it("is the take that is approved, else the best rated, else the newest", async () => {
    const [first, second, third] = [await make(), await make(), await make()];
    expect(await stacked()).toEqual([third.id]);
    await mark(second.id, { rating: 3 });
    expect(await stacked()).toEqual([second.id]);
    await mark(first.id, { verdict: "approved" });
    expect(await stacked()).toEqual([first.id]);
    await mark(first.id, { verdict: null });
    expect(await stacked()).toEqual([second.id]);
    await mark(second.id, { rating: 0 });
    expect(await stacked()).toEqual([third.id]);
  });

  it("is the one that is kept of several: the others are wanted otherwise, whatever their stars", async () => {
    const [kept, other] = [await make(), await make({ rating: 5 })];
    await mark(other.id, { verdict: "rejected" });
    expect(await stacked()).toEqual([kept.id]);
  });

  it("goes to the next with the trash or another project, and comes back with it", async () => {
    const elsewhere = await makeProject({ teamId: actor.teamId });
    const [first, second] = [await make(), await make()];
    await deleteGenerations(actor, { ids: [second.id] });
    expect([await stacked(), await toldWith(second.id)]).toEqual([[first.id], [first.id]]);
    await restoreGenerations(actor, { ids: [second.id] });
    expect([await stacked(), await toldWith(first.id)]).toEqual([[second.id], [second.id]]);
    await moveClips(actor, { ids: [second.id], projectId: elsewhere.id });
    expect([await stacked(), await toldWith(second.id)]).toEqual([[first.id], [first.id]]);
    expect(idsOf(await listGenerations(actor, { projectId: elsewhere.id, find: STACKED }))).toEqual([second.id]);
  });

  it("is told of with a change of any take, with how many there are", async () => {
    const [first, second] = [await make(), await make()];
    const { items } = await findGenerations(actor, { projectId, ids: [first.id], find: STACKED });
    expect(items.map(({ id, marks }) => [id, marks?.takes])).toEqual([[second.id, 2]]);
    await make();
    expect((await listGenerations(actor, { projectId, find: STACKED })).items[0]?.marks?.takes).toBe(3);
    const stranger = await makeMember("owner");
    expect(idsOf(await findGenerations(stranger, { projectId, ids: [first.id], find: STACKED }))).toEqual([]);
  });
});

describe("a list whose takes are stacked", () => {
  it("leaves what is no clip in sight, and other recipes, and clips of before recipes were known", async () => {
    const [face, running, failed] = [await make(), await make({ status: "running" }), await make({ status: "failed" })];
    await make({ createdAt: new Date(0) });
    const other = await make({ recipeKey: "of-another" });
    const old = await make({ recipeKey: null, take: null });
    expect(await stacked()).toEqual([old.id, other.id, failed.id, running.id, face.id]);
  });

  it("is turned page by page in each order, counted and dated as it is seen, and goes with other filters", async () => {
    for (let recipe = 0; recipe < 5; recipe++)
      for (let take = 0; take < 3; take++)
        await make({ recipeKey: `recipe ${recipe}`, rating: recipe % 2, prompt: recipe < 4 ? "Rain on a quay" : "Sun" });
    for (const find of [STACKED, { ...STACKED, sort: "oldest" }, { ...STACKED, sort: "rating" }, { ...STACKED, q: "rain" }] as Find[]) {
      const most = find.q ? 4 : 5;
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await listGenerations(actor, { projectId, find, cursor, limit: 2 });
        seen.push(...idsOf(page));
        cursor = page.nextCursor;
      } while (cursor);
      expect(new Set(seen).size).toBe(most);
      expect(seen).toEqual(await stacked(find));
      expect(idsOf(await listRevisions(actor, projectId, find))).toEqual(seen);
      expect(await countClips(actor, projectId, find)).toEqual({ count: most, isMore: false });
      expect(await daysOf(actor, projectId, { find, zone: "UTC" })).toEqual({ days: [["2026-11-29", most]], isOfAll: false });
    }
  });
});
