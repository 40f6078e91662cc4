import { expect, it } from "vitest";
import { db } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { deleteGenerations, restoreGenerations } from "../asking/delete";
import { moveClips } from "../marks/move";
import { listGenerations } from "../queries";
import { countDays, type DayCount } from "./count-days";
import type { Find } from "./find";
import { daysOf } from "./find-clips";

const make = async (times: readonly string[]) => {
  const actor = await makeMember("owner");
  const { teamId, userId: createdById } = actor;
  const project = await makeProject({ teamId });
  const clips = [];
  for (const time of times)
    clips.push(await makeGeneration({ teamId, createdById, projectId: project.id, status: "ready", createdAt: new Date(time) }));
  return { actor, project, clips };
};

it("clips are counted by the day of whoever looks, also where a day begins at a quarter to the hour", async () => {
  const { actor, project } = await make([
    "2026-03-08T04:59:59Z",
    "2026-03-08T05:00:00Z",
    "2026-11-21T18:14:59.999Z",
    "2026-11-21T18:15:00Z",
    "2026-11-22T03:00:00Z",
  ]);
  const days = (zone: string) => countDays(actor, project.id, zone);
  expect(await days("UTC")).toEqual([
    ["2026-11-22", 1],
    ["2026-11-21", 2],
    ["2026-03-08", 2],
  ]);
  expect(await days("Asia/Kathmandu")).toEqual([
    ["2026-11-22", 2],
    ["2026-11-21", 1],
    ["2026-03-08", 2],
  ]);
  expect(await days("America/New_York"), "the day on which clocks go forward").toEqual([
    ["2026-11-21", 3],
    ["2026-03-08", 1],
    ["2026-03-07", 1],
  ]);
  expect(await countDays(await makeMember("owner"), project.id, "UTC"), "of another team").toEqual([]);
});

it("the counts follow what is thrown away, brought back and moved, however often, and say what is there", async () => {
  const { actor, project, clips } = await make(["2026-11-20T10:00:00Z", "2026-11-20T10:01:00Z", "2026-11-21T10:00:00Z"]);
  const other = await makeProject({ teamId: actor.teamId });
  const ids = clips.map(({ id }) => id);
  const days = (projectId = project.id) => countDays(actor, projectId, "UTC");
  await deleteGenerations(actor, { ids: ids.slice(0, 2) });
  expect(await days()).toEqual([["2026-11-21", 1]]);
  await restoreGenerations(actor, { ids: ids.slice(0, 2) });
  await restoreGenerations(actor, { ids: ids.slice(0, 2) });
  await db.generation.updateMany({ where: { id: { in: ids } }, data: { rating: 5 } });
  expect(await days()).toEqual([
    ["2026-11-21", 1],
    ["2026-11-20", 2],
  ]);
  await moveClips(actor, { ids: [ids[0]!, ids[2]!], projectId: other.id });
  expect(await days()).toEqual([["2026-11-20", 1]]);
  expect(await days(other.id)).toEqual([
    ["2026-11-21", 1],
    ["2026-11-20", 1],
  ]);
  await db.generation.delete({ where: { id: ids[1]! } });
  expect(await days()).toEqual([]);
});

it("many who make and throw away clips at one moment are all counted", async () => {
  const { actor, project, clips } = await make(Array.from({ length: 6 }, (_, minute) => `2026-11-20T1${minute}:00:00Z`));
  const { teamId, userId: createdById } = actor;
  const more = Array.from({ length: 6 }, (_, hour) =>
    makeGeneration({ teamId, createdById, projectId: project.id, status: "ready", createdAt: new Date(`2026-11-20T1${hour}:00:00Z`) }),
  );
  const [first, second] = [clips.slice(0, 4), clips.slice(2).reverse()].map((some) => some.map(({ id }) => id));
  await Promise.all([...more, deleteGenerations(actor, { ids: first! }), deleteGenerations(actor, { ids: second! })]);
  expect(await countDays(actor, project.id, "UTC")).toEqual([["2026-11-20", 6]]);
});

it("a list begins at a moment of the reader's day, and goes on from there both ways without missing a clip", async () => {
  const times = Array.from({ length: 9 }, (_, hour) => `2026-11-21T${String(12 + hour).padStart(2, "0")}:30:00Z`);
  const { actor, project, clips } = await make(times);
  const newestFirst = clips.map(({ id }) => id).reverse();
  const at = { moment: "2026-11-21T24:00", zone: "Asia/Kathmandu" };
  for (const [find, order] of [
    [undefined, newestFirst],
    [{ state: "ready" as const }, newestFirst],
    [{ sort: "oldest" as const }, newestFirst.toReversed()],
  ] as const) {
    const read = async (from: Partial<Parameters<typeof listGenerations>[1]>) => {
      const { items, ...cursors } = await listGenerations(actor, { projectId: project.id, limit: 2, find, ...from });
      return { ids: items.map(({ id }) => id), ...cursors };
    };
    const page = await read({ at });
    // 18:15 in UTC, which the seventh was made after.
    const start = find && "sort" in find ? 6 : 3;
    expect(page.ids).toEqual(order.slice(start, start + 2));
    const seen = [...page.ids];
    for (let next = page.nextCursor; next !== null;) {
      const further = await read({ cursor: next });
      seen.push(...further.ids);
      next = further.nextCursor;
    }
    for (let previous = page.prevCursor ?? null; previous !== null;) {
      const before = await read({ cursor: previous, isBack: true });
      seen.unshift(...before.ids);
      previous = before.prevCursor ?? null;
    }
    expect(seen).toEqual(order);
  }
});

it("behind the last clip of a list is its end, from which it goes back", async () => {
  const { actor, project, clips } = await make(["2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z", "2026-11-20T12:00:00Z"]);
  const newestFirst = clips.map(({ id }) => id).reverse();
  for (const [find, time, order] of [
    [undefined, "00:01", newestFirst],
    [{ state: "ready" as const }, "00:01", newestFirst],
    [{ sort: "oldest" as const }, "23:59", newestFirst.toReversed()],
  ] as const) {
    const read = async (from: Partial<Parameters<typeof listGenerations>[1]>) => {
      const { items, ...cursors } = await listGenerations(actor, { projectId: project.id, limit: 2, find, ...from });
      return { ids: items.map(({ id }) => id), ...cursors };
    };
    const end = await read({ at: { moment: `2026-11-20T${time}`, zone: "UTC" } });
    expect(end).toEqual({ ids: order.slice(1), nextCursor: null, prevCursor: expect.any(String) });
    expect(await read({ cursor: end.prevCursor!, isBack: true })).toMatchObject({ ids: order.slice(0, 1), prevCursor: null });
  }
});

it("a list by stars goes back as it came", async () => {
  const { actor, project, clips } = await make(["2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z", "2026-11-20T12:00:00Z"]);
  for (const [index, { id }] of clips.entries()) await db.generation.update({ where: { id }, data: { rating: [5, 1, 3][index]! } });
  const read = (from: object) => listGenerations(actor, { projectId: project.id, find: { sort: "rating" }, ...from });
  const first = await read({ limit: 2 });
  expect(first.items.map(({ id }) => id)).toEqual([clips[0]!.id, clips[2]!.id]);
  const { items } = await read({ cursor: first.nextCursor, limit: 2 });
  expect(items.map(({ id }) => id)).toEqual([clips[1]!.id]);
  const last = `${items[0]!.created ? new Date(items[0]!.created).getTime().toString(36) : ""}.${items[0]!.id}.1`;
  expect((await read({ cursor: last, isBack: true })).items.map(({ id }) => id)).toEqual([clips[0]!.id, clips[2]!.id]);
});

it("of what is looked for the days are those on which something fits", async () => {
  const { actor, project, clips } = await make(["2026-11-20T10:00:00Z", "2026-11-21T18:30:00Z", "2026-11-22T10:00:00Z"]);
  await db.generation.updateMany({ where: { id: { in: [clips[0]!.id, clips[1]!.id] } }, data: { rating: 5 } });
  const days = (find: Find, zone = "UTC") => daysOf(actor, project.id, { find, zone });
  const rated: DayCount[] = [
    ["2026-11-21", 1],
    ["2026-11-20", 1],
  ];
  expect(await days({ rating: 4 })).toEqual({ days: rated, isOfAll: false });
  expect(await days({ rating: 4 }, "Asia/Kathmandu")).toEqual({
    days: [
      ["2026-11-22", 1],
      ["2026-11-20", 1],
    ],
    isOfAll: false,
  });
  expect(await days({ rating: 4, from: "2026-11-21" })).toEqual({ days: rated.slice(0, 1), isOfAll: false });
  expect(await days({ q: "zebra" })).toEqual({ days: [], isOfAll: false });
  expect(await days({ tag: "No such tag" })).toEqual({ days: [], isOfAll: false });
  expect((await days({ sort: "oldest" })).days, "everything").toHaveLength(3);
});
