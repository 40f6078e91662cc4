import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { setFavourite } from "@/lib/generations/marks/favourites";
import { markClips } from "@/lib/generations/marks/mark";
import { markSchema } from "@/lib/generations/marks/schema";
import { moveClips } from "@/lib/generations/marks/move";
import { db, truncateAll } from "@/lib/testing/database";
import { makeAsset, makeFile, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { type LibraryFind, parseLibraryFind, writeLibraryFind } from "./find";
import { getFile } from "./get-file";
import { LIBRARY_PAGE_SIZE, listLibrary } from "./list-files";
import { markFiles, renameFile, renameFolder, setFavouriteFiles } from "./mark-files";
import { markFilesSchema, renameFolderSchema } from "./schema";
import { readShelves } from "./shelves";

let actor: Actor;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember();
});

const bring = (name: string, more: Parameters<typeof makeAsset>[0] = {}) =>
  makeAsset({ teamId: actor.teamId, createdById: actor.userId, name, ...more });
const namesOf = async (find: LibraryFind = {}, who = actor): Promise<string[]> =>
  (await listLibrary(who, { find, cursor: null })).items.map(({ name }) => name);
const mark = (ids: string[], said: object, who = actor) => markFiles(who, markFilesSchema.parse({ ids, ...said }));
/** A clip of a project that was asked for with these files. */
async function use(projectId: string, assetIds: readonly string[], createdAt = new Date()) {
  const clip = await makeGeneration({ teamId: actor.teamId, projectId, createdById: actor.userId, status: "ready", createdAt });
  await db.generationInput.createMany({
    data: assetIds.map((assetId, position) => ({ teamId: actor.teamId, generationId: clip.id, position, assetId, role: "reference" })),
  });
  return clip;
}

describe("the files of a team", () => {
  it("are found by words of their name, of their tags and of their folder, in English and Chinese", async () => {
    const harbour = await bring("harbour_at-dawn.png");
    const neon = await bring("霓虹街道.jpg");
    await bring("rope.wav", { kind: "audio" });
    await mark([harbour.id], { addTags: ["Lighthouse"] });
    await mark([neon.id], { folder: "夜景" });
    expect(await namesOf({ q: "dawn harb" })).toEqual(["harbour_at-dawn.png"]);
    expect(await namesOf({ q: "light" })).toEqual(["harbour_at-dawn.png"]);
    expect(await namesOf({ q: "街道" })).toEqual(["霓虹街道.jpg"]);
    expect(await namesOf({ q: "夜" })).toEqual(["霓虹街道.jpg"]);
    expect(await namesOf({ q: "zebra" })).toEqual([]);
    expect(await namesOf({ q: "!?" })).toEqual([]);
    expect(await namesOf({ show: "audio" })).toEqual(["rope.wav"]);
    await renameFile(actor, { id: harbour.id, name: "pier.png" });
    expect(await namesOf({ q: "harbour" })).toEqual([]);
    expect(await namesOf({ q: "pier" })).toEqual(["pier.png"]);
  });

  it("are narrowed down by tag, folder, one's own favourites and the project that uses them", async () => {
    const [one, two] = [await bring("one.png"), await bring("two.png")];
    await mark([one.id], { addTags: ["Hero"], folder: "Cast" });
    await mark([two.id], { folder: "CAST" });
    expect(await namesOf({ tag: "hero" })).toEqual(["one.png"]);
    expect(await namesOf({ tag: "nobody" })).toEqual([]);
    expect((await namesOf({ folder: "cast" })).sort()).toEqual(["one.png", "two.png"]);
    expect(await readShelves(actor)).toMatchObject({ tags: ["Hero"], folders: ["Cast"] });
    const rename = (folder: string, name: string, who = actor) => renameFolder(who, renameFolderSchema.parse({ folder, name }));
    expect(await rename("cast", "Crew")).toEqual({ folder: "Crew" });
    expect((await namesOf({ folder: "crew" })).sort()).toEqual(["one.png", "two.png"]);
    await expect(rename("cast", "Crew")).rejects.toMatchObject({ code: "not-found" });
    await expect(rename("Crew", "Mine", await makeMember())).rejects.toMatchObject({ code: "not-found" });
    // One that is called so already takes them in, as it is written there.
    await mark([two.id], { folder: "Extras" });
    expect(await rename("Crew", "EXTRAS")).toEqual({ folder: "Extras" });
    expect(await readShelves(actor)).toMatchObject({ folders: ["Extras"] });
    await mark([one.id, two.id], { folder: null, removeTags: ["hero"] });
    expect(await readShelves(actor)).toMatchObject({ tags: [], folders: [] });
    const friend = await makeMember("viewer", { teamId: actor.teamId });
    await setFavouriteFiles(friend, { ids: [two.id], isFavourite: true });
    expect(await namesOf({ favourite: "yes" }, friend)).toEqual(["two.png"]);
    expect(await namesOf({ favourite: "yes" })).toEqual([]);
    await setFavouriteFiles(friend, { ids: [two.id], isFavourite: false });
    expect(await namesOf({ favourite: "yes" }, friend)).toEqual([]);
    const [film, other] = [await makeProject({ teamId: actor.teamId }), await makeProject({ teamId: actor.teamId })];
    const clip = await use(film.id, [one.id]);
    expect(await namesOf({ project: film.slug })).toEqual(["one.png"]);
    expect(await namesOf({ project: other.slug })).toEqual([]);
    await moveClips(actor, { ids: [clip.id], projectId: other.id });
    expect(await namesOf({ project: other.slug })).toEqual(["one.png"]);
  });

  it("come in each order page by page, every one once", async () => {
    const count = LIBRARY_PAGE_SIZE + 5;
    for (let index = 0; index < count; index++) {
      // Twins in every order, so that the id has to decide.
      const createdAt = new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(index / 2)));
      await bring(`file ${String(Math.floor(index / 2)).padStart(3, "0")}.png`, { createdAt, sizeBytes: 1000 + Math.floor(index / 2) });
    }
    for (const sort of ["newest", "used", "name", "size"] as const) {
      const first = await listLibrary(actor, { find: { sort }, cursor: null });
      const second = await listLibrary(actor, { find: { sort }, cursor: first.nextCursor });
      expect([first.items.length, second.items.length, second.nextCursor], sort).toEqual([LIBRARY_PAGE_SIZE, 5, null]);
      const items = [...first.items, ...second.items];
      expect(new Set(items.map(({ id }) => id)).size, sort).toBe(count);
      const keys = items.map(({ name }) => name);
      expect(keys, sort).toEqual(sort === "name" ? keys.toSorted() : keys.toSorted().reverse());
    }
    for (const cursor of ["nonsense", `${actor.userId}.not a time`, `${actor.userId}.2026-02-30T00:00:00Z`, "."])
      expect((await listLibrary(actor, { find: {}, cursor })).items.length).toBeGreaterThan(0);
  });

  it("say when they were used last, also by a clip that came later", async () => {
    const [old, fresh] = [
      await bring("old.png", { createdAt: new Date("2026-01-01") }),
      await bring("fresh.png", { createdAt: new Date("2026-02-01") }),
    ];
    expect(await namesOf({ sort: "used" })).toEqual(["fresh.png", "old.png"]);
    const project = await makeProject({ teamId: actor.teamId });
    await use(project.id, [old.id], new Date("2026-03-01"));
    expect(await namesOf({ sort: "used" })).toEqual(["old.png", "fresh.png"]);
    await use(project.id, [old.id], new Date("2026-01-15"));
    await use(project.id, [fresh.id], new Date("2026-04-01"));
    expect(await namesOf({ sort: "used" })).toEqual(["fresh.png", "old.png"]);
  });

  it("are not found before they have come, nor by another team", async () => {
    await bring("coming.png", { status: "uploading" });
    await bring("broken.png", { status: "failed" });
    const asset = await bring("here.png");
    expect(await namesOf()).toEqual(["here.png"]);
    const stranger = await makeMember("owner");
    expect(await namesOf({}, stranger)).toEqual([]);
    await expect(getFile(stranger, { id: asset.id })).rejects.toMatchObject({ code: "not-found" });
    await expect(mark([asset.id], { folder: "Mine" }, stranger)).rejects.toMatchObject({ code: "not-found" });
    await expect(renameFile(stranger, { id: asset.id, name: "mine.png" })).rejects.toMatchObject({ code: "not-found" });
    await expect(setFavouriteFiles(stranger, { ids: [asset.id], isFavourite: true })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("what was made here", () => {
  it("is the ready clips of all projects or of one, the newest first, by their words, tags and favourites", async () => {
    const [film, other] = [await makeProject({ teamId: actor.teamId }), await makeProject({ teamId: actor.teamId })];
    const made = async (projectId: string, prompt: string, day: number) => {
      const own = { teamId: actor.teamId, projectId, createdById: actor.userId };
      const clip = await makeGeneration({ ...own, prompt, status: "ready", createdAt: new Date(Date.UTC(2026, 0, day)) });
      await makeFile({ teamId: actor.teamId, generationId: clip.id }, "video", { width: 1280, height: 720, durationMs: 5000 });
      return clip.id;
    };
    const [boat] = [
      await made(film.id, "A boat leaves", 1),
      await made(other.id, "A fox runs", 2),
      await made(film.id, "A boat returns", 3),
    ];
    await makeGeneration({ teamId: actor.teamId, projectId: film.id, createdById: actor.userId, prompt: "A boat waits" });
    expect(await namesOf({ show: "made" })).toEqual(["A boat returns", "A fox runs", "A boat leaves"]);
    expect(await namesOf({ show: "made", project: other.slug })).toEqual(["A fox runs"]);
    expect(await namesOf({ show: "made", q: "boat" })).toEqual(["A boat returns", "A boat leaves"]);
    await markClips(actor, markSchema.parse({ ids: [boat], addTags: ["Sea"] }));
    await setFavourite(actor, { ids: [boat], isFavourite: true });
    expect(await namesOf({ show: "made", tag: "sea" })).toEqual(["A boat leaves"]);
    expect(await namesOf({ show: "made", favourite: "yes" })).toEqual(["A boat leaves"]);
    const first = await listLibrary(actor, { find: { show: "made" }, cursor: null }, 2);
    const second = await listLibrary(actor, { find: { show: "made" }, cursor: first.nextCursor }, 2);
    expect(second.items.map(({ name }) => name)).toEqual(["A boat leaves"]);
    expect(second.items[0]).toMatchObject({ id: boat, tags: ["Sea"], isFavourite: true, clip: { project: { slug: film.slug } } });
    expect(await namesOf({ show: "made" }, await makeMember("owner"))).toEqual([]);
  });
});

describe("one file", () => {
  it("says in which clips it was used, and which one it is cut from", async () => {
    const project = await makeProject({ teamId: actor.teamId });
    const source = await makeGeneration({ teamId: actor.teamId, projectId: project.id, createdById: actor.userId, status: "ready" });
    const asset = await bring("frame-7.png", { fromGenerationId: source.id, fromFrame: 7 });
    const clip = await use(project.id, [asset.id]);
    expect(await getFile(actor, { id: asset.id })).toMatchObject({
      item: { name: "frame-7.png", tags: [], isFavourite: false },
      asset: { id: asset.id, status: "ready" },
      usedIn: [{ id: clip.id, project: { slug: project.slug }, isTrashed: false }],
      uses: 1,
      madeFrom: { clip: { id: source.id }, frame: 7 },
    });
  });
});

describe("what the address says", () => {
  it("comes back as it was written, without what is none", () => {
    const find = {
      q: "rain 霓虹",
      show: "image",
      tag: "Hero",
      folder: "A & B",
      favourite: "yes",
      project: "film-2",
      sort: "size",
    } as const;
    expect(parseLibraryFind(writeLibraryFind(find))).toEqual(find);
    expect(parseLibraryFind("show=all&sort=newest&project=../x&favourite=no")).toEqual({});
    expect(parseLibraryFind("show=made&folder=Cast&sort=size")).toEqual({ show: "made" });
  });
});
