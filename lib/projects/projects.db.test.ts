import { describe, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import { db } from "@/lib/testing/database";
import { makeFile, makeGeneration, makeMember, makeProject, makeUser } from "@/lib/testing/factories";
import { createProject } from "./create-project";
import { findHome, getDefaultProject, getProjectBySlug, listProjects, listProjectSummaries } from "./queries";
import { renameProject } from "./rename-project";

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

  it("keeps its address when it is renamed", async () => {
    const actor = await makeMember("creator");
    const project = await createProject(actor, { name: "Rain" });
    await renameProject(actor, { id: project.id, name: "Snow" });
    expect(await getProjectBySlug(actor, "rain")).toMatchObject({ id: project.id, name: "Snow", can: { rename: true } });
    expect(await getProjectBySlug({ ...actor, role: "viewer" }, "rain")).toMatchObject({ can: { rename: false } });
  });

  it("is gone for everybody once deleted", async () => {
    const actor = await makeMember("creator");
    const project = await makeProject({ teamId: actor.teamId, deletedAt: new Date() });
    expect(await listProjects(actor)).toEqual([]);
    expect(await getDefaultProject(actor.teamId)).toBeNull();
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
