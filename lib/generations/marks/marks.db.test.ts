import { describe, expect, it, vi } from "vitest";
import { subscribe } from "@/lib/platform/events/live-events";
import { db } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { parseInput } from "@/lib/access/doors/parse-input";
import type { Actor } from "@/lib/access/callers/actor";
import { newId } from "@/lib/shared/ids";
import { deleteGenerations, restoreGenerations } from "../asking/delete";
import { getClip, getGeneration } from "../queries";
import { putInFolder, renameFolder } from "./folders";
import { deleteLabel, listLabels, renameLabel } from "./labels";
import { listFavourites, setFavourite } from "./favourites";
import { markClips } from "./mark";
import { moveClips } from "./move";
import { setNote } from "./note";
import { markSchema, noteSchema } from "./schema";

const mark = (actor: Actor, input: Parameters<typeof parseInput<typeof markSchema>>[1]) => markClips(actor, parseInput(markSchema, input));

async function makeClips(count: number, status: "ready" | "running" = "ready") {
  const actor = await makeMember("creator");
  const project = await makeProject({ teamId: actor.teamId });
  const makings = { teamId: actor.teamId, projectId: project.id, createdById: actor.userId, status };
  const clips = await Promise.all(Array.from({ length: count }, () => makeGeneration(makings)));
  return { actor, project, ids: clips.map(({ id }) => id) };
}

describe("a folder", () => {
  it("holds collections of its project, whatever its spelling, and is called otherwise or taken away without them", async () => {
    const { actor, project, ids } = await makeClips(1);
    const projectId = project.id;
    await mark(actor, { ids, addTo: ["Selects", "Rejects", "Titles"] });
    const folders = async () => (await listLabels(actor, projectId)).folders;
    await putInFolder(actor, { projectId, name: "Selects", folder: "Act one" });
    expect(await putInFolder(actor, { projectId, name: "rejects", folder: "ACT ONE" })).toEqual({ folder: "Act one" });
    expect(await folders()).toEqual([{ name: "Act one", collections: ["Rejects", "Selects"] }]);
    await putInFolder(actor, { projectId, name: "Titles", folder: "Act two" });
    expect(await renameFolder(actor, { projectId, folder: "act one", to: "act TWO" })).toEqual({ folder: "Act two" });
    expect(await folders()).toEqual([{ name: "Act two", collections: ["Rejects", "Selects", "Titles"] }]);
    await putInFolder(actor, { projectId, name: "Titles", folder: null });
    await renameFolder(actor, { projectId, folder: "Act two", to: null });
    expect(await listLabels(actor, projectId)).toMatchObject({ collections: ["Rejects", "Selects", "Titles"], folders: [] });
    const stranger = await makeMember("owner");
    for (const attempt of [
      () => putInFolder(stranger, { projectId, name: "Selects", folder: "Mine" }),
      () => renameFolder(actor, { projectId, folder: "Act two", to: "Act three" }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
  });

  it("keeps a collection that its last clip leaves, and goes with it into another project", async () => {
    const { actor, project, ids } = await makeClips(1);
    const to = await makeProject({ teamId: actor.teamId });
    const folders = async (projectId: string) => (await listLabels(actor, projectId)).folders;
    const filed = [{ name: "Act one", collections: ["Selects"] }];
    await mark(actor, { ids, addTo: ["Selects"] });
    await putInFolder(actor, { projectId: project.id, name: "Selects", folder: "Act one" });
    await mark(actor, { ids, removeFrom: ["Selects"] });
    expect(await listLabels(actor, project.id)).toMatchObject({ collections: [], folders: [] });
    await mark(actor, { ids, addTo: ["Selects"] });
    expect(await folders(project.id)).toEqual(filed);
    await moveClips(actor, { ids, projectId: to.id });
    expect([await folders(project.id), await folders(to.id)]).toEqual([[], filed]);
    // What lies elsewhere there stays there.
    await putInFolder(actor, { projectId: to.id, name: "Selects", folder: "Act two" });
    await moveClips(actor, { ids, projectId: project.id });
    expect(await folders(project.id)).toEqual(filed);
    await moveClips(actor, { ids, projectId: to.id });
    expect(await folders(to.id)).toEqual([{ name: "Act two", collections: ["Selects"] }]);
  });

  it("is told of to every page of the team", async () => {
    const { actor, project, ids } = await makeClips(1);
    const projectId = project.id;
    await mark(actor, { ids, addTo: ["Selects"] });
    const heard: string[] = [];
    const unsubscribe = subscribe(actor.teamId, (event) => event.kind === "project" && heard.push(event.id));
    // The line to the database may not be there yet when the first change comes.
    await vi.waitFor(async () => {
      await putInFolder(actor, { projectId, name: "Selects", folder: "Act one" });
      expect(heard).toContain(projectId);
    });
    const before = heard.length;
    await renameFolder(actor, { projectId, folder: "Act one", to: "Act two" });
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(before));
    unsubscribe();
  });
});

describe("a note", () => {
  it("is kept of a clip, told to every page, and never written over unseen", async () => {
    const { actor, ids } = await makeClips(1);
    const [id] = ids as [string];
    const { revision } = await getGeneration(actor, id);
    const first = parseInput(noteSchema, { id, note: "  Ask Mei\r\nfor the long version ", before: "" });
    const note = "Ask Mei\nfor the long version";
    expect(await setNote(actor, first)).toEqual({ note });
    expect((await getGeneration(actor, id)).revision).toBe(revision + 1);
    expect(await getClip(actor, id)).toMatchObject({ note });
    // Sent again, because its answer was lost.
    expect(await setNote(actor, first)).toEqual({ note });
    await expect(setNote(actor, { id, note: "Mine", before: "" })).rejects.toMatchObject({ code: "conflict" });
    expect(await setNote(actor, { id, note: "", before: note })).toEqual({ note: "" });
    const stranger = await makeMember("owner");
    await expect(setNote(stranger, { id, note: "Theirs", before: "" })).rejects.toMatchObject({ code: "not-found" });
    expect(() => parseInput(noteSchema, { id, note: "x".repeat(501), before: "" })).toThrow();
  });
});

describe("marks", () => {
  it("are said of several clips at once, each with a new revision, and taken back the same way", async () => {
    const { actor, project, ids } = await makeClips(2);
    const before = await getGeneration(actor, ids[0]!);
    const said = { name: " Wide shot,\n dawn ", rating: 4, verdict: "approved", addTags: ["Hero", "hero"], addTo: ["选片"] };
    const [first, second] = await mark(actor, { ids, ...said });
    const marks = { name: "Wide shot, dawn", rating: 4, verdict: "approved", tags: ["Hero"], collections: ["选片"] };
    expect(first?.marks).toEqual(marks);
    expect(second?.marks).toEqual(marks);
    expect(first!.revision).toBeGreaterThan(before.revision);
    expect(await listLabels(actor, project.id)).toEqual({ tags: ["Hero"], collections: ["选片"], folders: [], projects: [] });
    expect(await db.activity.count({ where: { generationId: { in: ids }, kind: "approved", actorId: actor.userId } })).toBe(2);
    // Left out is left alone.
    expect((await mark(actor, { ids: [ids[0]], rating: 5 }))[0]?.marks).toEqual({ ...marks, rating: 5 });
    const [bare] = await mark(actor, { ids, name: null, rating: 0, verdict: null, removeTags: ["HERO"], removeFrom: ["选片"] });
    expect(bare?.marks).toBeUndefined();
    expect(await listLabels(actor, project.id)).toEqual({ tags: [], collections: [], folders: [], projects: [] });
  });

  it("are said of all or of none, and never of another team's", async () => {
    const { actor, ids } = await makeClips(1);
    const theirs = await makeClips(1);
    for (const missing of [theirs.ids[0]!, newId()])
      await expect(mark(actor, { ids: [...ids, missing], rating: 3, addTags: ["x"] })).rejects.toMatchObject({ code: "not-found" });
    expect((await getGeneration(actor, ids[0]!)).marks).toBeUndefined();
    expect((await getGeneration(theirs.actor, theirs.ids[0]!)).marks).toBeUndefined();
    expect(await db.label.count({ where: { teamId: { in: [actor.teamId, theirs.actor.teamId] } } })).toBe(0);
  });

  it("are few enough to be read", async () => {
    const { actor, ids } = await makeClips(1);
    const names = (from: number) => Array.from({ length: 20 }, (_, index) => `tag ${from + index}`);
    await mark(actor, { ids, addTags: names(0) });
    await expect(mark(actor, { ids, addTags: ["one more"] })).rejects.toMatchObject({
      code: "too-many-labels-of-clip",
      values: { max: 20 },
    });
    const many = Array.from({ length: 501 }, newId);
    expect(() => parseInput(markSchema, { ids: many, rating: 1 })).toThrow(expect.objectContaining({ code: "bad-input" }));
    expect(() => parseInput(markSchema, { ids, rating: 6 })).toThrow();
    expect(() => parseInput(markSchema, { ids, name: "x".repeat(121) })).toThrow();
  });

  it("favourites are each person's own: nobody else sees them, and no page is told", async () => {
    const { actor, project, ids } = await makeClips(2);
    const viewer = await makeMember("viewer", { teamId: actor.teamId });
    const before = await getGeneration(actor, ids[0]!);
    await setFavourite(actor, { ids, isFavourite: true });
    await setFavourite(viewer, { ids: [ids[0]!], isFavourite: true });
    await setFavourite(actor, { ids: [ids[0]!], isFavourite: false });
    expect(await listFavourites(actor, project.id)).toEqual([ids[1]]);
    expect(await listFavourites(viewer, project.id)).toEqual([ids[0]]);
    expect(await getGeneration(actor, ids[0]!)).toEqual(before);
  });
});

describe("a name", () => {
  it("is changed on all of its clips, and taken from all of them", async () => {
    const { actor, project, ids } = await makeClips(2);
    await mark(actor, { ids, addTags: ["Hero", "Dawn"], addTo: ["Selects"] });
    const before = await getGeneration(actor, ids[0]!);
    await renameLabel(actor, { projectId: null, name: "hero", to: "Heroes" });
    const after = await getGeneration(actor, ids[0]!);
    expect(after.marks?.tags).toEqual(["Dawn", "Heroes"]);
    expect(after.revision).toBeGreaterThan(before.revision);
    await renameLabel(actor, { projectId: null, name: "Heroes", to: "HEROES" });
    await expect(renameLabel(actor, { projectId: null, name: "Dawn", to: "heroes" })).rejects.toMatchObject({ code: "label-taken" });
    await deleteLabel(actor, { projectId: project.id, name: "selects" });
    await deleteLabel(actor, { projectId: null, name: "Dawn" });
    expect((await getGeneration(actor, ids[1]!)).marks).toEqual({ tags: ["HEROES"] });
    const stranger = await makeMember("owner");
    for (const change of [renameLabel, deleteLabel])
      await expect(change(stranger, { projectId: null, name: "HEROES", to: "x" })).rejects.toMatchObject({ code: "not-found" });
  });

  it("that only clips in the trash have is in no list, stands in nobody's way, and comes back with them", async () => {
    const { actor, project, ids } = await makeClips(2);
    await mark(actor, { ids: [ids[0]!], addTags: ["Old"] });
    await mark(actor, { ids: [ids[1]!], addTags: ["New"] });
    await deleteGenerations(actor, { ids: [ids[0]!] });
    expect((await listLabels(actor, project.id)).tags).toEqual(["New"]);
    await restoreGenerations(actor, { ids: [ids[0]!] });
    expect((await listLabels(actor, project.id)).tags).toEqual(["New", "Old"]);
    await deleteGenerations(actor, { ids: [ids[0]!] });
    await renameLabel(actor, { projectId: null, name: "New", to: "Old" });
    expect((await listLabels(actor, project.id)).tags).toEqual(["Old"]);
    await restoreGenerations(actor, { ids: [ids[0]!] });
    for (const id of ids) expect((await getGeneration(actor, id)).marks?.tags).toEqual(["Old"]);
  });

  it("that goes while another clip gets it is not lost", async () => {
    for (let round = 0; round < 5; round++) {
      const { actor, ids } = await makeClips(2);
      await mark(actor, { ids: [ids[0]!], addTags: ["Hero"] });
      await Promise.all([mark(actor, { ids: [ids[0]!], removeTags: ["Hero"] }), mark(actor, { ids: [ids[1]!], addTags: ["Hero"] })]);
      expect((await getGeneration(actor, ids[0]!)).marks).toBeUndefined();
      expect((await getGeneration(actor, ids[1]!)).marks).toEqual({ tags: ["Hero"] });
    }
  });
});

describe("moving", () => {
  it("takes everything along but what it cost", async () => {
    const { actor, project, ids } = await makeClips(2);
    const to = await makeProject({ teamId: actor.teamId });
    await mark(actor, { ids, name: "Dawn", addTags: ["Hero"], addTo: ["Selects"] });
    await moveClips(actor, { ids: [ids[0]!], projectId: to.id });
    const row = await db.generation.findUniqueOrThrow({ where: { id: ids[0]! } });
    expect(row.projectId).toBe(to.id);
    expect((await getGeneration(actor, ids[0]!)).marks).toEqual({ name: "Dawn", tags: ["Hero"], collections: ["Selects"] });
    expect((await listLabels(actor, project.id)).collections).toEqual(["Selects"]);
    expect((await listLabels(actor, to.id)).collections).toEqual(["Selects"]);
    await moveClips(actor, { ids, projectId: to.id });
    expect((await listLabels(actor, project.id)).collections).toEqual([]);
    expect(await db.clipLabel.count({ where: { generationId: { in: ids } } })).toBe(4);
  });

  it("is for what is over, and within the team", async () => {
    const { actor, ids } = await makeClips(1, "running");
    const to = await makeProject({ teamId: actor.teamId });
    await expect(moveClips(actor, { ids, projectId: to.id })).rejects.toMatchObject({ code: "still-open" });
    const done = await makeClips(1);
    const foreign = await makeProject();
    await expect(moveClips(done.actor, { ids: done.ids, projectId: foreign.id })).rejects.toMatchObject({ code: "not-found" });
    const archived = await makeProject({ teamId: done.actor.teamId, archivedAt: new Date() });
    await expect(moveClips(done.actor, { ids: done.ids, projectId: archived.id })).rejects.toMatchObject({ code: "project-archived" });
  });

  it("into a project that is being deleted is refused, and nothing is lost", async () => {
    const { actor, project, ids } = await makeClips(1);
    const to = await makeProject({ teamId: actor.teamId });
    const { moving } = await db.$transaction(async (tx) => {
      await tx.project.update({ where: { id: to.id }, data: { deletedAt: new Date() } });
      const moving = moveClips(actor, { ids, projectId: to.id }).catch((error: unknown) => error);
      await expect
        .poll(async () => {
          const [held] = await db.$queryRaw<{ count: number }[]>`
            SELECT count(*)::int AS count FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE NOT granted AND pg_stat_activity.datname = current_database() AND query LIKE '%FOR SHARE%'`;
          return held?.count;
        })
        .toBe(1);
      return { moving };
    });
    expect(await moving).toMatchObject({ code: "not-found" });
    expect((await db.generation.findUniqueOrThrow({ where: { id: ids[0]! } })).projectId).toBe(project.id);
  });
});
