import { afterEach, describe, expect, it, vi } from "vitest";
import { actorFor } from "@/lib/access/callers/actor-for";
import { getInvite } from "@/lib/accounts/queries";
import { emptyTrash } from "@/lib/files/trash";
import { forgetEnv } from "@/lib/platform/env";
import { createTeam, mayMakeTeams } from "@/lib/teams/create-team";
import { listDeletedTeams, listTeams } from "@/lib/teams/list-teams";
import { restoreTeam } from "@/lib/teams/restore-team";
import { db } from "@/lib/testing/database";
import { makeAsset, makeFile, makeGeneration, makeInvite, makeMember, makeProject, makeUser } from "@/lib/testing/factories";
import { deleteTeam } from "./delete-team";

const notFound = { code: "not-found" };
const nameOf = async (id: string) => (await db.team.findUniqueOrThrow({ where: { id } })).name;
const isDeleted = async (id: string) => (await db.project.findUniqueOrThrow({ where: { id } })).deletedAt !== null;

afterEach(() => {
  vi.unstubAllEnvs();
  forgetEnv();
});

describe("a deleted team", () => {
  it("is nobody's from the next request on, and comes back for an owner with what went with it", async () => {
    const owner = await makeMember("owner");
    const { teamId } = owner;
    const creator = await makeMember("creator", { teamId });
    const [project, before] = [await makeProject({ teamId }), await makeProject({ teamId })];
    await db.project.update({ where: { id: before.id }, data: { deletedAt: new Date(Date.now() - 1000) } });
    const making = { teamId, projectId: project.id, createdById: creator.userId };
    const waiting = await makeGeneration({ ...making, status: "waiting" });
    const running = await makeGeneration({ ...making, status: "running" });
    const { token } = await makeInvite(owner, { role: "viewer" });

    await expect(deleteTeam(owner, { name: "another" })).rejects.toMatchObject({ code: "bad-input" });
    expect(await deleteTeam(owner, { name: await nameOf(teamId) })).toEqual({ underWay: 1 });
    await expect(deleteTeam(owner, { name: await nameOf(teamId) })).rejects.toMatchObject(notFound);

    for (const { userId } of [owner, creator]) await expect(actorFor(userId, teamId)).rejects.toMatchObject(notFound);
    expect(await getInvite(token)).toBeNull();
    // Nothing was sent for the one; the other is paid for and goes on.
    expect((await db.generation.findUniqueOrThrow({ where: { id: waiting.id } })).status).toBe("cancelled");
    expect((await db.generation.findUniqueOrThrow({ where: { id: running.id } })).status).toBe("running");
    const me = { id: owner.userId };
    expect(await listTeams(me)).toEqual([]);
    expect(await listDeletedTeams(me)).toMatchObject([{ id: teamId, underWay: 1 }]);
    expect(await listDeletedTeams({ id: creator.userId })).toEqual([]);

    await expect(restoreTeam({ id: creator.userId }, { id: teamId })).rejects.toMatchObject(notFound);
    await restoreTeam(me, { id: teamId });
    expect(await listTeams(me)).toMatchObject([{ id: teamId, role: "owner" }]);
    expect([await isDeleted(project.id), await isDeleted(before.id)]).toEqual([false, true]);
    expect(await actorFor(creator.userId, teamId)).toMatchObject({ role: "creator" });
  });

  it("is gone after thirty days, with the files of its clips and its library", async () => {
    const owner = await makeMember("owner");
    const { teamId } = owner;
    const project = await makeProject({ teamId });
    const clip = await makeGeneration({ teamId, projectId: project.id, createdById: owner.userId, status: "ready" });
    await makeFile({ teamId, generationId: clip.id }, "video");
    const asset = await makeAsset({ teamId, createdById: owner.userId });
    await makeFile({ teamId, assetId: asset.id }, "original");
    await deleteTeam(owner, { name: await nameOf(teamId) });
    const deletedAt = new Date(Date.now() - 31 * 86_400_000);
    await db.team.update({ where: { id: teamId }, data: { deletedAt } });
    await db.project.updateMany({ where: { teamId }, data: { deletedAt } });
    await expect(restoreTeam({ id: owner.userId }, { id: teamId })).rejects.toMatchObject(notFound);
    await emptyTrash(new AbortController().signal);
    expect(await db.file.count({ where: { teamId } })).toBe(0);
  });
});

describe("a new team", () => {
  it("is the operator's to make, and anybody's where the operator lets them", async () => {
    await makeMember("owner");
    const user = { ...(await makeUser()), locale: null };
    await expect(createTeam(user, { name: "Night" })).rejects.toMatchObject({ code: "not-allowed" });
    vi.stubEnv("NEW_TEAMS", "anyone");
    forgetEnv();
    expect(await mayMakeTeams(user)).toBe(true);
    const made = await Promise.all([createTeam(user, { name: "Night" }), createTeam(user, { name: "Night" })]);
    expect(made.map(({ team }) => team).sort()).toEqual(["night", "night-2"]);
    expect(await listTeams(user)).toHaveLength(2);
  });
});
