import { beforeEach, describe, expect, it, vi } from "vitest";
import { checkCredentials } from "@/lib/access/identity/check-credentials";
import { findSessionUser, openSession, type SessionUser } from "@/lib/access/identity/sessions";
import { newId } from "@/lib/shared/ids";
import { hashSecret, newSecret } from "@/lib/shared/secrets";
import { changeRole } from "@/lib/teams/change-role";
import { createTeam } from "@/lib/teams/create-team";
import { makeResetLink } from "@/lib/teams/make-reset-link";
import { db, truncateAll } from "@/lib/testing/database";
import { makeMember, makeUser } from "@/lib/testing/factories";
import { changePassword } from "./change-password";
import { joinTeam } from "./join-team";
import { letIn } from "./let-in";
import { endAllSessions, endSession } from "./operations";
import { listAccess, listSessions } from "./queries";
import { findReset, resetPassword } from "./reset-password";

vi.mock("node:timers/promises", () => ({ setTimeout: () => Promise.resolve() }));

const OLD = "correct horse";
const NEW = "a long walk at dusk";
const NETWORK = "203.0.113.0/24";
const visitor = { network: NETWORK, locale: "en" } as const;

async function signedIn(userId: string, userAgent: string | null = null): Promise<SessionUser & { secret: string }> {
  const secret = await openSession(userId, userAgent);
  return { ...(await findSessionUser(secret))!, secret };
}
const isIn = async ({ secret }: { secret: string }) => (await findSessionUser(secret)) !== null;
const kindsOf = async (userId: string) => (await listAccess({ id: userId })).map((event) => event.kind);

beforeEach(truncateAll);

describe("a password", () => {
  it("is changed by who knows it, which ends every other session and the links that would set it", async () => {
    const { id, email } = await makeUser({ password: OLD });
    const [here, elsewhere] = [await signedIn(id), await signedIn(id)];
    const wrong = changePassword(here, { current: "wrong horse", password: NEW });
    await expect(wrong).rejects.toMatchObject({ fields: { current: { code: "wrong" } } });
    const owner = await makeMember("owner");
    await makeMember("creator", { teamId: owner.teamId, userId: id });
    const { token } = await makeResetLink(owner, { userId: id });
    const common = changePassword(here, { current: OLD, password: "password1234" });
    await expect(common).rejects.toMatchObject({ fields: { password: { code: "commonPassword" } } });
    await changePassword(here, { current: OLD, password: NEW });
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, false]);
    expect(await findReset(token)).toBeNull();
    expect(await checkCredentials(email, NEW, NETWORK)).toMatchObject({ userId: id });
    await expect(checkCredentials(email, OLD, NETWORK)).rejects.toMatchObject({ code: "wrong-password" });
    expect(await kindsOf(id)).toEqual(["refused", "signedIn", "passwordChanged", "resetLinkMade"]);
  });

  it("of an older version still opens, however short", async () => {
    const { id, email } = await makeUser({ password: "ten chars." });
    expect(await checkCredentials(email, "ten chars.", NETWORK)).toMatchObject({ userId: id });
  });

  it("that was forgotten is set anew by an owner's link, once, which ends all sessions", async () => {
    const owner = await makeMember("owner");
    const { id, email } = await makeUser({ password: OLD });
    await makeMember("creator", { teamId: owner.teamId, userId: id });
    const before = await signedIn(id);
    const first = await makeResetLink(owner, { userId: id });
    const { token } = await makeResetLink(owner, { userId: id });
    expect(await findReset(first.token)).toBeNull();
    expect(await findReset(token)).toEqual({ email, secondStep: "none" });
    const tries = await Promise.allSettled([1, 2].map(() => resetPassword(visitor, { token, password: NEW })));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await isIn(before)).toBe(false);
    expect(await checkCredentials(email, NEW, NETWORK)).toMatchObject({ userId: id });
    expect(await kindsOf(id)).toEqual(["signedIn", "passwordReset", "resetLinkMade", "resetLinkMade"]);
    expect(JSON.stringify(await db.passwordReset.findMany())).not.toContain(token);
  });

  it("is not set by a link that ran out, or of an account that was closed", async () => {
    const owner = await makeMember("owner");
    const creator = await makeMember("creator", { teamId: owner.teamId });
    const { token } = await makeResetLink(owner, { userId: creator.userId });
    await db.user.update({ where: { id: creator.userId }, data: { disabledAt: new Date() } });
    await expect(resetPassword(visitor, { token, password: NEW })).rejects.toMatchObject({ code: "reset-invalid" });
    await db.user.update({ where: { id: creator.userId }, data: { disabledAt: null } });
    await db.passwordReset.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(resetPassword(visitor, { token, password: NEW })).rejects.toMatchObject({ code: "reset-invalid" });
  });

  it("is not set by an owner's link once they joined, or made, another team: it would open that one as well", async () => {
    const [owner, other] = [await makeMember("owner"), await makeMember("owner")];
    const invite = newSecret();
    const open = { role: "viewer", tokenHash: hashSecret(invite), expiresAt: new Date(Date.now() + 60_000) } as const;
    await db.invite.create({ data: { id: newId(), teamId: other.teamId, createdById: other.userId, ...open } });
    const ends: ((userId: string) => Promise<unknown>)[] = [
      async (id) => joinTeam({ id }, { token: invite }),
      async (id) => createTeam({ id, locale: "en" }, { name: "Night shift" }),
    ];
    for (const end of ends) {
      const { id } = await makeUser();
      await makeMember("creator", { teamId: owner.teamId, userId: id });
      const { token } = await makeResetLink(owner, { userId: id });
      // Whoever makes teams runs the studio, here at least.
      await db.user.update({ where: { id }, data: { isOperator: true } });
      await end(id);
      expect(await findReset(token)).toBeNull();
    }
  });

  it("is set anew by a link of who sits at the machine, also that of the operator, and all else that opens the account goes", async () => {
    const { id, email } = await makeUser({ password: OLD, isOperator: true });
    await db.authenticator.create({ data: { userId: id, ciphertext: "sealed", confirmedAt: new Date() } });
    expect(await letIn("nobody@example.com")).toBeNull();
    const { token } = (await letIn(` ${email.toUpperCase()}`))!;
    expect(await findReset(token)).toEqual({ email, secondStep: "ends" });
    await resetPassword(visitor, { token, password: NEW });
    expect(await checkCredentials(email, NEW, NETWORK)).toMatchObject({ userId: id });
    expect(await kindsOf(id)).toEqual(["signedIn", "passwordReset", "secondStepRemoved", "resetLinkMade"]);
  });

  it("of somebody whom an owner does not have alone is not theirs to set", async () => {
    const operator = await makeMember("owner");
    const owner = await makeMember("owner");
    const shared = await makeMember("creator", { teamId: owner.teamId });
    await makeMember("viewer", { userId: shared.userId });
    await makeMember("viewer", { teamId: owner.teamId, userId: operator.userId });
    for (const { userId } of [shared, operator])
      await expect(makeResetLink(owner, { userId })).rejects.toMatchObject({ code: "reset-elsewhere" });
    for (const userId of [(await makeMember("viewer")).userId, newId()])
      await expect(makeResetLink(owner, { userId })).rejects.toMatchObject({ code: "not-found" });
    await makeMember("creator", { teamId: operator.teamId, userId: shared.userId });
    expect(await makeResetLink(operator, { userId: shared.userId })).toHaveProperty("token");
  });

  it("is set by nobody's own link, which would need no present password: not by an owner's, nor by the operator's", async () => {
    const [operator, owner] = [await makeMember("owner"), await makeMember("owner")];
    for (const one of [operator, owner])
      await expect(makeResetLink(one, { userId: one.userId, endsSecondStep: true })).rejects.toMatchObject({ code: "not-allowed" });
  });

  it("is not an owner's to set when its person joins another team at the same moment", async () => {
    // The first of all is the operator.
    const [other, owner] = [await makeMember("owner"), await makeMember("owner")];
    const { userId } = await makeMember("creator", { teamId: owner.teamId });
    let made: Promise<unknown> = Promise.resolve();
    await db.$transaction(async (tx) => {
      await tx.membership.create({ data: { teamId: other.teamId, userId, role: "viewer" } });
      made = makeResetLink(owner, { userId }).catch((error: unknown) => error);
      await expect
        .poll(() => db.$queryRaw`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
        .toHaveLength(1);
    });
    expect(await made).toMatchObject({ code: "reset-elsewhere" });
  });
});

describe("a person's sessions", () => {
  it("are listed with their browsers, and ended one by one or all", async () => {
    const { id } = await makeUser();
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const [here, there, third] = [await signedIn(id, firefox), await signedIn(id), await signedIn(id)];
    const stranger = await signedIn((await makeUser()).id);
    expect((await listSessions(here)).map(({ browser, isThis }) => [browser, isThis])).toEqual([
      ["Firefox · Linux", true],
      [null, false],
      [null, false],
    ]);
    for (const one of [there, stranger]) await endSession.run(here, { id: one.sessionId });
    expect([await isIn(here), await isIn(there), await isIn(third), await isIn(stranger)]).toEqual([true, false, true, true]);
    await endAllSessions.run(here, {});
    expect([await isIn(here), await isIn(third), await isIn(stranger)]).toEqual([false, false, true]);
  });
});

describe("the log of access", () => {
  it("says who was given another role, and can be changed by nobody", async () => {
    const owner = await makeMember("owner");
    const creator = await makeMember("creator", { teamId: owner.teamId });
    await changeRole(owner, { userId: creator.userId, role: "viewer" });
    expect(await db.accessEvent.findMany()).toMatchObject([
      { kind: "roleChanged", userId: creator.userId, byId: owner.userId, teamId: owner.teamId },
    ]);
    await expect(db.accessEvent.deleteMany()).rejects.toThrow("append-only");
    await expect(db.accessEvent.updateMany({ data: { kind: "signedIn" } })).rejects.toThrow("append-only");
  });

  it("knows of a refusal for an address that nobody has, and not the address", async () => {
    await expect(checkCredentials("nobody@example.com", "whatever it is", NETWORK)).rejects.toThrow();
    const events = await db.accessEvent.findMany();
    expect(events).toMatchObject([{ kind: "refused", userId: null, network: NETWORK }]);
    expect(JSON.stringify(events.map(({ id: _, ...event }) => event))).not.toContain("nobody@");
  });
});
