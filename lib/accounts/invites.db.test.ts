import { describe, expect, it } from "vitest";
import { actorFor } from "@/lib/access/callers/actor-for";
import { checkCredentials } from "@/lib/access/identity/check-credentials";
import { removeMember } from "@/lib/teams/remove-member";
import { revokeInvite } from "@/lib/teams/revoke-invite";
import { db } from "@/lib/testing/database";
import { makeInvite, makeMember, makeProject, makeUser } from "@/lib/testing/factories";
import { hashSecret } from "@/lib/shared/secrets";
import { acceptInvite } from "./accept-invite";
import { joinTeam } from "./join-team";
import { getInvite } from "./queries";

const locale = { locale: "en" } as const;
let count = 0;
const person = () => ({ name: "Bo", email: `bo-${++count}@example.com`, password: "correct horse" });
const invalid = { code: "invite-invalid" };

describe("an invitation", () => {
  it("lets one new person into the same team and project, in its role", async () => {
    const owner = await makeMember("owner");
    const project = await makeProject({ teamId: owner.teamId });
    const { token, invite } = await makeInvite(owner, { role: "viewer" });
    expect(await getInvite(token)).toMatchObject({ role: "viewer", invitedBy: invite.createdBy });

    const bo = person();
    const { userId, home } = await acceptInvite(locale, { ...bo, token });
    expect(home.project).toBe(project.slug);
    expect(await actorFor(userId, owner.teamId)).toEqual({ userId, teamId: owner.teamId, role: "viewer", hidden: [] });
    expect(await checkCredentials(bo.email, bo.password, "unknown")).toMatchObject({ userId });
  });

  it("works once", async () => {
    const owner = await makeMember("owner");
    const { token } = await makeInvite(owner, { role: "creator" });
    await acceptInvite(locale, { ...person(), token });
    const late = person();
    await expect(acceptInvite(locale, { ...late, token })).rejects.toMatchObject(invalid);
    expect(await db.user.count({ where: { email: late.email } })).toBe(0);
    expect(await getInvite(token)).toBeNull();
  });

  it("works once, also when several open it at the same moment", async () => {
    const owner = await makeMember("owner");
    const { token } = await makeInvite(owner, { role: "creator" });
    const signedIn = await makeUser();
    const tries = await Promise.allSettled([
      ...Array.from({ length: 3 }, () => acceptInvite(locale, { ...person(), token })),
      joinTeam(signedIn, { token }),
    ]);
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of tries) if (one.status === "rejected") expect(one.reason).toMatchObject(invalid);
    expect(await db.membership.count({ where: { teamId: owner.teamId } })).toBe(2);
  });

  it("is worth nothing when it has run out, was revoked, or never was", async () => {
    const owner = await makeMember("owner");
    const expired = await makeInvite(owner, { role: "creator" });
    const lifetime = Date.parse(expired.invite.expiresAt) - Date.parse(expired.invite.createdAt);
    expect(lifetime).toBe(7 * 24 * 60 * 60 * 1000);
    await db.invite.update({ where: { id: expired.invite.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    const revoked = await makeInvite(owner, { role: "creator" });
    await revokeInvite(owner, { id: revoked.invite.id });
    for (const token of [expired.token, revoked.token, "made-up"]) {
      expect(await getInvite(token)).toBeNull();
      await expect(acceptInvite(locale, { ...person(), token })).rejects.toMatchObject(invalid);
      await expect(joinTeam(await makeUser(), { token })).rejects.toMatchObject(invalid);
    }
  });

  it("is kept as a hash only", async () => {
    const { token, invite } = await makeInvite(await makeMember("owner"), { role: "owner" });
    const row = await db.invite.findUniqueOrThrow({ where: { id: invite.id } });
    expect(row.tokenHash).toBe(hashSecret(token));
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it("stays good when the e-mail is taken, so that its owner can sign in and join with it", async () => {
    const owner = await makeMember("owner");
    const existing = await makeUser();
    const { token } = await makeInvite(owner, { role: "creator" });
    await expect(acceptInvite(locale, { ...person(), email: existing.email, token })).rejects.toMatchObject({
      code: "email-taken",
      fields: { email: { code: "taken" } },
    });
    await joinTeam(existing, { token });
    expect((await actorFor(existing.id, owner.teamId)).role).toBe("creator");
  });

  it("leads a member home without using itself up or changing their role", async () => {
    const owner = await makeMember("owner");
    const { token } = await makeInvite(owner, { role: "viewer" });
    await joinTeam({ id: owner.userId }, { token });
    expect((await actorFor(owner.userId, owner.teamId)).role).toBe("owner");
    expect(await getInvite(token)).not.toBeNull();
  });

  it("brings back who was removed", async () => {
    const owner = await makeMember("owner");
    const creator = await makeMember("creator", { teamId: owner.teamId });
    await removeMember(owner, { userId: creator.userId });
    await expect(actorFor(creator.userId, owner.teamId)).rejects.toMatchObject({ code: "not-found" });
    const { token } = await makeInvite(owner, { role: "viewer" });
    await joinTeam({ id: creator.userId }, { token });
    expect((await actorFor(creator.userId, owner.teamId)).role).toBe("viewer");
  });
});
