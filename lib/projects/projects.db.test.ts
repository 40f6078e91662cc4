import { describe, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import { db } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject, makeUser } from "@/lib/testing/factories";
import { createProject } from "./create-project";
import { findHome, getDefaultProject, getProjectBySlug, listDeletedProjects, listProjects, listProjectSummaries } from "./queries";
import { archiveProject, renameProject, restoreProject } from "./change-project";

const notFound = { code: "not-found" };

describe("a project", () => {
  it("gets its address from its name, or a number where the name has no Latin letters", async () => {
    const actor = await makeMember("creator");
    const slugs: string[] = [];
    for (const name of ["Été à Paris", "Été à Paris", "雨夜", "雨夜", "雨夜 Take 2"])
      slugs.push((await createProject(actor, { name })).slug);
    expect(slugs).toEqual(["ete-a-paris", "ete-a-paris-2", "project-3", "project-4", "take-2"]);
  });

  it("gets an address of its own also when several are made at the same moment", async () => {
    const actor = await makeMember("creator");
    const made = await Promise.all(Array.from({ length: 4 }, () => createProject(actor, { name: "Rain" })));
    expect(made.map((project) => project.slug).sort()).toEqual(["rain", "rain-2", "rain-3", "rain-4"]);
  });

  it("is refused beyond a thousand, however many ask at once; a deleted one makes room", async () => {
    const actor = await makeMember("creator");
    const rows = Array.from({ length: 998 }, (_, index) => ({ id: newId(), teamId: actor.teamId, slug: `p-${index}`, name: "P" }));
    await db.project.createMany({ data: rows });
    const answers = await Promise.allSettled(["A", "B", "C", "D", "E"].map((name) => createProject(actor, { name })));
    const refused = answers.filter((answer) => answer.status === "rejected").map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(["too-many-projects", "too-many-projects", "too-many-projects"]);
    expect(await db.project.count({ where: { teamId: actor.teamId } })).toBe(1000);
    await db.project.update({ where: { id: rows[0]!.id }, data: { deletedAt: new Date() } });
    expect((await createProject(actor, { name: "F" })).name).toBe("F");
    await expect(restoreProject(actor, { id: rows[0]!.id })).rejects.toMatchObject({ code: "too-many-projects" });
    await createProject(await makeMember("creator"), { name: "Of another team" });
  });

  it("keeps its address when it is renamed", async () => {
    const actor = await makeMember("creator");
    const project = await createProject(actor, { name: "Rain" });
    await renameProject(actor, { id: project.id, name: "Snow" });
    expect(await getProjectBySlug(actor, "rain")).toMatchObject({ id: project.id, name: "Snow", can: { change: true, delete: false } });
    expect(await getProjectBySlug({ ...actor, role: "viewer" }, "rain")).toMatchObject({ can: { change: false } });
  });

  it("in the archive stands last and is nobody's home, and comes out of it again", async () => {
    const actor = await makeMember("creator");
    const [first, second] = [await createProject(actor, { name: "First" }), await createProject(actor, { name: "Second" })];
    await archiveProject(actor, { id: first.id, isArchived: true });
    expect(await listProjects(actor)).toMatchObject([{ slug: "second" }, { slug: "first", isArchived: true }]);
    expect(await getDefaultProject(actor.teamId, actor.userId)).toMatchObject({ id: second.id });
    await db.draft.create({ data: { teamId: actor.teamId, projectId: first.id, userId: actor.userId, body: {} } });
    expect(await findHome(actor.userId)).toMatchObject({ project: "second" });
    expect(await archiveProject(actor, { id: first.id, isArchived: false })).toMatchObject({ isArchived: false });
    expect(await findHome(actor.userId)).toMatchObject({ project: "first" });
  });

  it("that was deleted can be brought back for thirty days, by whoever could delete it", async () => {
    const owner = await makeMember("owner");
    const day = 86_400_000;
    const project = await makeProject({ teamId: owner.teamId, deletedAt: new Date(Date.now() - 29 * day) });
    const gone = await makeProject({ teamId: owner.teamId, deletedAt: new Date(Date.now() - 31 * day) });
    expect(await listDeletedProjects(owner)).toMatchObject([{ id: project.id, name: project.name }]);
    expect(await listDeletedProjects({ ...owner, role: "creator" })).toEqual([]);
    expect(await listDeletedProjects(await makeMember("owner"))).toEqual([]);
    await restoreProject(owner, { id: project.id });
    expect(await listProjects(owner)).toMatchObject([{ id: project.id }]);
    await expect(restoreProject(owner, { id: gone.id })).rejects.toMatchObject(notFound);
  });

  it("is gone for everybody once deleted", async () => {
    const actor = await makeMember("creator");
    const project = await makeProject({ teamId: actor.teamId, deletedAt: new Date() });
    expect(await listProjects(actor)).toEqual([]);
    expect(await getDefaultProject(actor.teamId, actor.userId)).toBeNull();
    await expect(getProjectBySlug(actor, project.slug)).rejects.toMatchObject(notFound);
    await expect(renameProject(actor, { id: project.id, name: "Snow" })).rejects.toMatchObject(notFound);
  });

  it("shows how many clips it has and the newest poster, the last used one first", async () => {
    const actor = await makeMember("creator");
    const older = await createProject(actor, { name: "Older" });
    const newer = await createProject(actor, { name: "Newer" });
    const common = { teamId: actor.teamId, projectId: older.id, createdById: actor.userId };
    const first = await makeGeneration({ ...common, status: "ready", createdAt: new Date(Date.now() + 1000) });
    await makeGeneration({ ...common, status: "ready", createdAt: new Date(Date.now() + 2000) });
    await makeGeneration({ ...common, status: "ready", deletedAt: new Date() });
    const running = await makeGeneration({ ...common, status: "running", createdAt: new Date(Date.now() + 3000) });
    await makeFile({ teamId: actor.teamId, generationId: first.id }, "poster");
    expect(await listProjectSummaries(actor)).toMatchObject([
      { id: older.id, clipCount: 2, hasMoreClips: false, coverGenerationId: first.id, lastUsedAt: running.createdAt.toISOString() },
      { id: newer.id, clipCount: 0, hasMoreClips: false, coverGenerationId: null, lastUsedAt: newer.createdAt },
    ]);
  });

  it("of another team cannot be seen, renamed or told from none", async () => {
    const ours = await makeMember("owner");
    const project = await createProject(ours, { name: "Rain" });
    const stranger = await makeMember("owner");
    expect(await listProjects(stranger)).toEqual([]);
    expect(await listProjectSummaries(stranger)).toEqual([]);
    for (const slug of [project.slug, "never-was"]) await expect(getProjectBySlug(stranger, slug)).rejects.toMatchObject(notFound);
    for (const id of [project.id, newId()]) await expect(renameProject(stranger, { id, name: "Mine" })).rejects.toMatchObject(notFound);
    expect(await getProjectBySlug(ours, project.slug)).toMatchObject({ name: "Rain" });
    // The same slug is free in each team.
    expect((await createProject(stranger, { name: "Rain" })).slug).toBe("rain");
  });
});

describe("home", () => {
  it("is the first project of the first team, until the composer was used in another", async () => {
    const actor = await makeMember("creator");
    const first = await createProject(actor, { name: "First" });
    const second = await createProject(actor, { name: "Second" });
    const team = await db.team.findUniqueOrThrow({ where: { id: actor.teamId } });
    expect(await findHome(actor.userId)).toEqual({ team: team.slug, project: first.slug });
    await db.draft.create({ data: { teamId: actor.teamId, projectId: second.id, userId: actor.userId, body: {} } });
    expect(await findHome(actor.userId)).toEqual({ team: team.slug, project: second.slug });
    await db.membership.deleteMany({ where: { userId: actor.userId } });
    expect(await findHome(actor.userId)).toBeNull();
  });

  it("is nowhere for somebody without a team", async () => {
    expect(await findHome((await makeUser()).id)).toBeNull();
  });
});
