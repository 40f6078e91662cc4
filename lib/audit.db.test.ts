import { describe, expect, it } from "vitest";
import { ROLES, type Actor } from "@/lib/access/callers/actor";
import { cameFrom } from "@/lib/access/came-from";
import { forgetAccess } from "@/lib/access/forget-access";
import { checkCredentials } from "@/lib/access/identity/check-credentials";
import { roleMay } from "@/lib/access/permissions";
import { ACCESS_KINDS, recordAccess } from "@/lib/access/record-access";
import { listAccess } from "@/lib/accounts/queries";
import { setLimits } from "@/lib/budgets/limits";
import { deleteGenerations, purgeGeneration, restoreGenerations } from "@/lib/generations/asking/delete";
import { deleteProject } from "@/lib/generations/asking/delete-project";
import { purgeFile, restoreFiles, trashFiles } from "@/lib/library/trash-files";
import { restoreProject } from "@/lib/projects/change-project";
import { shareProject } from "@/lib/projects/share-project";
import { deleteSequence } from "@/lib/sequences/save-sequence";
import { newId } from "@/lib/shared/ids";
import { createShare } from "@/lib/shares/create-share";
import { revokeAllShares } from "@/lib/shares/revoke-share";
import { createShareSchema } from "@/lib/shares/schema";
import { db } from "@/lib/testing/database";
import { makeAsset, makeGeneration, makeMember, makeProject, makeUser } from "@/lib/testing/factories";
import { changeRole } from "@/lib/teams/change-role";
import { createInvites } from "@/lib/teams/create-invites";
import { removeMember } from "@/lib/teams/remove-member";
import { renameTeam } from "@/lib/teams/rename-team";
import { revokeInvite } from "@/lib/teams/revoke-invite";
import { createInvitesSchema } from "@/lib/teams/schema";
import { exportAudit } from "@/lib/teams/audit/export-audit";
import { listAudit } from "@/lib/teams/audit/list-audit";
import { auditSchema } from "@/lib/teams/audit/schema";

const NETWORK = "203.0.113.0/24";
const read = async (actor: Actor, find: object = {}) => (await listAudit(actor, auditSchema.parse(find))).items;
const kindsOf = async (actor: Actor, find: object = {}) => (await read(actor, find)).map(({ kind }) => kind).toReversed();

describe("the audit of a team", () => {
  it("tells each matter once: what it was, to what, who and from where", async () => {
    const owner = await makeMember("owner");
    const { teamId } = owner;
    const creator = await makeMember("creator", { teamId });
    const project = await makeProject({ teamId, name: "Harbour" });
    const made = { teamId, projectId: project.id, createdById: owner.userId, prompt: "a pier", status: "ready" } as const;
    const clips = [await makeGeneration(made), await makeGeneration(made)].map(({ id }) => id);
    const { id: file } = await makeAsset({ teamId, createdById: owner.userId, name: "pier.png" });
    const { id: sequence } = await db.sequence.create({
      data: { id: newId(), teamId, createdById: owner.userId, projectId: project.id, name: "Trailer", ratio: "16:9", resolution: "720p" },
    });
    const [invite] = await cameFrom(NETWORK, () =>
      createInvites(owner, createInvitesSchema.parse({ role: "viewer", emails: ["mo@example.com"] })),
    );
    await revokeInvite(owner, { id: invite!.invite.id });
    await changeRole(owner, { userId: creator.userId, role: "viewer" });
    await shareProject(owner, { id: project.id, isPrivate: true, people: [] });
    await shareProject(owner, { id: project.id, isPrivate: false, people: [] });
    await createShare(owner, createShareSchema.parse({ of: { kind: "sequence", id: sequence } }));
    await revokeAllShares(owner);
    await setLimits(owner, { scope: "team", month: 5_000_000 });
    await deleteGenerations(owner, { ids: clips });
    await restoreGenerations(owner, { ids: clips });
    await deleteGenerations(owner, { ids: [clips[0]!] });
    await purgeGeneration(owner, { id: clips[0]! });
    await trashFiles(owner, { ids: [file] });
    await restoreFiles(owner, { ids: [file] });
    await trashFiles(owner, { ids: [file] });
    await purgeFile(owner, { id: file });
    await deleteSequence(owner, { id: sequence });
    await deleteProject(owner, { id: project.id });
    await restoreProject(owner, { id: project.id });
    await renameTeam(owner, { name: "Night shift" });
    await removeMember(owner, { userId: creator.userId });

    const lines = (await read(owner)).toReversed();
    expect(lines.map(({ kind }) => kind)).toEqual([
      ...["inviteMade", "inviteRevoked", "roleChanged", "projectShared", "projectOpened", "shareMade", "shareRevoked", "limitsChanged"],
      ...["clipsDeleted", "clipsRestored", "clipsDeleted", "clipPurged", "filesDeleted", "filesRestored", "filesDeleted", "filePurged"],
      ...["sequenceDeleted", "projectDeleted", "projectRestored", "teamRenamed", "memberRemoved"],
    ]);
    const { name } = await db.user.findUniqueOrThrow({ where: { id: owner.userId } });
    expect(lines[0]).toMatchObject({ who: name, network: NETWORK, subject: "mo@example.com", detail: { role: "viewer" } });
    expect(lines[2]).toMatchObject({ detail: { was: "creator", role: "viewer" }, network: null });
    expect(lines.find(({ kind }) => kind === "clipsDeleted")).toMatchObject({ subject: "a pier", detail: { count: 2 } });
    expect(lines.find(({ kind }) => kind === "shareRevoked")).toMatchObject({ subject: "Trailer", detail: { count: 1 } });
    expect(JSON.stringify(lines)).not.toContain(invite!.token);
  });

  it("tells of a sign-in to each team of the person, keeps it when they leave, and to them it is one", async () => {
    const user = await makeUser({ password: "a long pass phrase" });
    const owner = await makeMember("owner");
    await makeMember("creator", { teamId: owner.teamId, userId: user.id });
    const other = await makeMember("owner", { userId: user.id });
    const stranger = await makeMember("owner");
    await checkCredentials(user.email, "a long pass phrase", NETWORK);
    await removeMember(owner, { userId: user.id });
    expect(await kindsOf(owner)).toEqual(["signedIn", "memberRemoved"]);
    expect(await kindsOf(other)).toEqual(["signedIn"]);
    expect(await read(stranger)).toEqual([]);
    const own = await listAccess({ id: user.id });
    expect(own.filter(({ kind }) => kind === "signedIn")).toHaveLength(1);
  });

  it("is for those who answer for the team", () => {
    expect(ROLES.filter((role) => roleMay(role, "audit.read"))).toEqual(["admin", "owner"]);
  });

  it("is looked through by words, kind, person and days, page by page, and taken away with what a spreadsheet would reckon guarded", async () => {
    const owner = await makeMember("owner");
    const admin = await makeMember("admin", { teamId: owner.teamId });
    const told = { userId: null, teamId: owner.teamId };
    await recordAccess("projectDeleted", { ...told, byId: owner.userId, subject: "=50%_off" });
    await recordAccess("keySaved", { ...told, byId: admin.userId });
    await recordAccess("shareMade", { ...told, byId: admin.userId, subject: "Rushes" });
    expect(await kindsOf(owner, { q: "50%_OFF" })).toEqual(["projectDeleted"]);
    expect(await kindsOf(owner, { q: "5%off" })).toEqual([]);
    expect(await kindsOf(owner, { group: "keys" })).toEqual(["keySaved"]);
    expect(await kindsOf(owner, { person: admin.userId })).toEqual(["keySaved", "shareMade"]);
    const today = new Date().toISOString().slice(0, 10);
    expect(await kindsOf(owner, { from: today, to: today, group: "nonsense" })).toHaveLength(3);
    expect(await kindsOf(owner, { to: "2020-01-01" })).toEqual([]);
    const first = await listAudit(owner, auditSchema.parse({}), 2);
    const second = await listAudit(owner, auditSchema.parse({ before: first.before }), 2);
    expect([first, second].map(({ items }) => items.map(({ kind }) => kind))).toEqual([["shareMade", "keySaved"], ["projectDeleted"]]);
    expect(second.before).toBeNull();
    const file = (await Array.fromAsync(exportAudit(owner, auditSchema.parse({})))).join("");
    expect(file.split("\r\n")).toHaveLength(5);
    expect(file).toContain("'=50%_off");
  });

  it("forgets after so many days as the operator says, and no row goes in another way", async () => {
    const { teamId, userId } = await makeMember("owner");
    const old = { kind: "keySaved", byId: userId, teamId };
    await db.accessEvent.createMany({ data: [{ ...old, at: new Date(Date.now() - 401 * 86_400_000) }, old] });
    await expect(db.accessEvent.deleteMany({ where: { teamId } })).rejects.toThrow("append-only");
    await expect(db.$executeRaw`UPDATE access_events SET subject = 'other' WHERE team_id = ${teamId}::uuid`).rejects.toThrow("append-only");
    expect(await forgetAccess()).toBe(1);
    expect(await db.accessEvent.count({ where: { teamId } })).toBe(1);
    await expect(db.accessEvent.deleteMany({ where: { teamId } })).rejects.toThrow("append-only");
  });
});

it("every kind has its place once", () => {
  const kinds = Object.values(ACCESS_KINDS).flat();
  expect(new Set(kinds).size).toBe(kinds.length);
});
