import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { actorFor } from "@/lib/access/callers/actor-for";
import { newId } from "@/lib/shared/ids";
import { db } from "@/lib/testing/database";
import { makeInvite, makeMember, makeUser } from "@/lib/testing/factories";
import { changeRole } from "./change-role";
import { makeResetLink } from "./make-reset-link";
import { listInvites, listMembers } from "./queries";
import { leaveTeam, removeMember } from "./remove-member";
import { renameTeam } from "./rename-team";
import { revokeInvite } from "./revoke-invite";

const notFound = { code: "not-found" };
const roleOf = async ({ userId, teamId }: Actor) => (await actorFor(userId, teamId)).role;

describe("members", () => {
  it("are listed with what the reader may do with them", async () => {
    const owner = await makeMember("owner");
    const creator = await makeMember("creator", { teamId: owner.teamId });
    expect(await listMembers(owner)).toMatchObject([
      { userId: owner.userId, role: "owner", isYou: true, can: { changeRole: false, remove: false } },
      { userId: creator.userId, role: "creator", isYou: false, can: { changeRole: true, remove: true } },
    ]);
    const asCreator = await listMembers(creator);
    const nothing = { changeRole: false, remove: false, reset: false };
    expect(asCreator.map((member) => member.can)).toEqual([nothing, { ...nothing, remove: true }]);
  });

  it("get another role from their next request on", async () => {
    const owner = await makeMember("owner");
    const creator = await makeMember("creator", { teamId: owner.teamId });
    expect(await changeRole(owner, { userId: creator.userId, role: "viewer" })).toMatchObject({ role: "viewer" });
    expect(await roleOf(creator)).toBe("viewer");
  });

  it("can be let go, which ends nothing but the membership", async () => {
    const owner = await makeMember("owner");
    const user = await makeUser();
    const here = await makeMember("creator", { teamId: owner.teamId, userId: user.id });
    const elsewhere = await makeMember("creator", { userId: user.id });
    await removeMember(owner, { userId: user.id });
    await expect(roleOf(here)).rejects.toMatchObject(notFound);
    expect(await roleOf(elsewhere)).toBe("creator");
    expect(await db.user.count({ where: { id: user.id, disabledAt: null } })).toBe(1);
  });

  it("always include an owner", async () => {
    const owner = await makeMember("owner");
    const lastOwner = { code: "last-owner" };
    await expect(changeRole(owner, { userId: owner.userId, role: "creator" })).rejects.toMatchObject(lastOwner);
    await expect(removeMember(owner, { userId: owner.userId })).rejects.toMatchObject(lastOwner);

    const second = await makeMember("owner", { teamId: owner.teamId });
    const steppedDown = await changeRole(owner, { userId: owner.userId, role: "creator" });
    expect(steppedDown.can).toEqual({ changeRole: false, remove: true, reset: false });
    await expect(removeMember(second, { userId: second.userId })).rejects.toMatchObject(lastOwner);
  });

  it("include an owner also when two owners step down at the same moment", async () => {
    const one = await makeMember("owner");
    const two = await makeMember("owner", { teamId: one.teamId });
    const outcomes = await Promise.allSettled([
      changeRole(one, { userId: one.userId, role: "viewer" }),
      removeMember(two, { userId: two.userId }),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect(await db.membership.count({ where: { teamId: one.teamId, role: "owner" } })).toBe(1);
  });

  it("who remove each other at once are one removal, also among three owners", async () => {
    const one = await makeMember("owner");
    const two = await makeMember("owner", { teamId: one.teamId });
    await makeMember("owner", { teamId: one.teamId });
    const outcomes = await Promise.allSettled([removeMember(one, two), removeMember(two, one)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.membership.count({ where: { teamId: one.teamId } })).toBe(2);
  });

  it("are governed by an admin only below their own role", async () => {
    const owner = await makeMember("owner");
    const [admin, other, creator] = await Promise.all(
      (["admin", "admin", "creator"] as const).map((role) => makeMember(role, { teamId: owner.teamId })),
    );
    const refused = { code: "not-allowed" };
    for (const { userId } of [owner, other!]) {
      await expect(changeRole(admin!, { userId, role: "viewer" })).rejects.toMatchObject(refused);
      await expect(removeMember(admin!, { userId })).rejects.toMatchObject(refused);
    }
    for (const role of ["admin", "owner"] as const) {
      await expect(changeRole(admin!, { userId: creator!.userId, role })).rejects.toMatchObject(refused);
      await expect(changeRole(admin!, { userId: admin!.userId, role: "owner" })).rejects.toMatchObject(refused);
      await expect(makeInvite(admin!, { role })).rejects.toMatchObject(refused);
    }
    const { invite } = await makeInvite(owner, { role: "owner" });
    await expect(revokeInvite(admin!, { id: invite.id })).rejects.toMatchObject(refused);
    expect(await changeRole(admin!, { userId: creator!.userId, role: "reviewer" })).toMatchObject({ role: "reviewer" });
    await removeMember(admin!, { userId: creator!.userId });
    await expect(roleOf(creator!)).rejects.toMatchObject(notFound);
  });

  it("take the links along that they may make no more, when they go or step down", async () => {
    const owner = await makeMember("owner");
    const admin = await makeMember("admin", { teamId: owner.teamId });
    const gone = await makeMember("owner", { teamId: owner.teamId });
    await makeInvite(admin, { role: "viewer" });
    await makeInvite(gone, { role: "owner" });
    await makeInvite(gone, { role: "viewer" });
    await makeResetLink(gone, { userId: admin.userId });
    await changeRole(owner, { userId: gone.userId, role: "admin" });
    expect((await listInvites(owner)).map(({ role }) => role)).toEqual(["viewer", "viewer"]);
    expect(await db.passwordReset.count({ where: { userId: admin.userId, usedAt: null } })).toBe(0);
    await leaveTeam(gone);
    await removeMember(owner, { userId: admin.userId });
    expect(await listInvites(owner)).toEqual([]);
  });
});

describe("invitations", () => {
  it("are refused beyond a hundred open ones, however many are asked for at once; a revoked one makes room", async () => {
    const owner = await makeMember("owner");
    const { invite } = await makeInvite(owner, { role: "viewer" });
    const soon = { createdAt: new Date(), expiresAt: new Date(Date.now() + 60_000) };
    const rows = Array.from({ length: 97 }, () => ({
      id: newId(),
      teamId: owner.teamId,
      role: "viewer" as const,
      tokenHash: newId(),
      ...soon,
    }));
    await db.invite.createMany({ data: rows.map((row) => ({ ...row, createdById: owner.userId })) });
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => makeInvite(owner, { role: "viewer" })));
    const refused = answers.filter((answer) => answer.status === "rejected").map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(["too-many-invites", "too-many-invites", "too-many-invites"]);
    expect(await listInvites(owner)).toHaveLength(100);
    await revokeInvite(owner, { id: invite.id });
    await makeInvite(owner, { role: "viewer" });
    await makeInvite(await makeMember("owner"), { role: "viewer" });
  });

  it("are listed for owners while they can be accepted", async () => {
    const owner = await makeMember("owner");
    const viewer = await makeMember("viewer", { teamId: owner.teamId });
    const { invite } = await makeInvite(owner, { role: "creator" });
    const { invite: gone } = await makeInvite(owner, { role: "viewer" });
    await revokeInvite(owner, { id: gone.id });
    expect(await listInvites(owner)).toEqual([invite]);
    expect(invite.can).toEqual({ revoke: true });
    expect(await listInvites(viewer)).toEqual([]);
  });

  it("can be revoked twice, but not once somebody has joined", async () => {
    const owner = await makeMember("owner");
    const { invite } = await makeInvite(owner, { role: "creator" });
    expect(await revokeInvite(owner, { id: invite.id })).toEqual({ id: invite.id });
    expect(await revokeInvite(owner, { id: invite.id })).toEqual({ id: invite.id });
    const { invite: used } = await makeInvite(owner, { role: "creator" });
    await db.invite.update({ where: { id: used.id }, data: { acceptedAt: new Date(), acceptedBy: owner.userId } });
    await expect(revokeInvite(owner, { id: used.id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("teams", () => {
  it("can be renamed, and keep their address", async () => {
    const owner = await makeMember("owner");
    const before = await db.team.findUniqueOrThrow({ where: { id: owner.teamId } });
    expect(await renameTeam(owner, { name: "Night shift" })).toEqual({
      id: owner.teamId,
      slug: before.slug,
      name: "Night shift",
      role: "owner",
    });
  });
});

describe("another team", () => {
  it("sees and changes nothing, and cannot tell what is there from what is not", async () => {
    const ours = await makeMember("owner");
    const creator = await makeMember("creator", { teamId: ours.teamId });
    const { invite } = await makeInvite(ours, { role: "viewer" });
    const stranger = await makeMember("owner");

    expect((await listMembers(stranger)).map((member) => member.userId)).toEqual([stranger.userId]);
    expect(await listInvites(stranger)).toEqual([]);
    for (const userId of [creator.userId, newId()]) {
      await expect(changeRole(stranger, { userId, role: "owner" })).rejects.toMatchObject(notFound);
      await expect(removeMember(stranger, { userId })).rejects.toMatchObject(notFound);
    }
    for (const id of [invite.id, newId()]) await expect(revokeInvite(stranger, { id })).rejects.toMatchObject(notFound);
    await expect(actorFor(stranger.userId, ours.teamId)).rejects.toMatchObject(notFound);
    await expect(actorFor(stranger.userId, newId())).rejects.toMatchObject(notFound);
    expect(await roleOf(creator)).toBe("creator");
    expect(await listInvites(ours)).toEqual([invite]);
  });
});
