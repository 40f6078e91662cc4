import { Secret, TOTP } from "otpauth";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import type * as ticket from "@/lib/access/callers/ticket";
import { openSession, revokeSessionsOf, type SessionUser } from "@/lib/access/identity/sessions";
import { makeResetLink } from "@/lib/teams/make-reset-link";
import { db, truncateAll } from "@/lib/testing/database";
import { makeMember, makeUser } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import * as actions from "./actions";
import { changePassword } from "./change-password";
import { listAccess } from "./queries";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));
vi.mock("node:timers/promises", () => ({ setTimeout: () => Promise.resolve() }));

// What happens to the account once a sign-in has been checked, and before its session is open.
const { meanwhile } = vi.hoisted(() => ({ meanwhile: { happens: async (): Promise<unknown> => null } }));
vi.mock("@/lib/access/identity/asks-for-code", async (original) => {
  const real = await original<Record<"asksForCode", (userId: string) => Promise<boolean>>>();
  const asksForCode = async (userId: string) => {
    const answer = await real.asksForCode(userId);
    await meanwhile.happens();
    return answer;
  };
  return { asksForCode };
});
vi.mock("@/lib/access/callers/ticket", async (original) => {
  const real = await original<Pick<typeof ticket, "dropTicket">>();
  const dropTicket: typeof real.dropTicket = async (purpose) => {
    await real.dropTicket(purpose);
    await meanwhile.happens();
  };
  return { ...real, dropTicket };
});

const PASSWORD = "correct horse";
const AGAIN = { ok: false, error: { code: "sign-in-again" } };
let person: { id: string; email: string };

const signIn = () => actions.signInAction({ email: person.email, password: PASSWORD });
const isIn = async (): Promise<boolean> => (await getCurrentUser()) !== null;
const openSessions = () => db.session.count({ where: { userId: person.id, revokedAt: null } });

/** The person sets another password somewhere else, which ends all sessions that there are. */
async function setPassword(): Promise<void> {
  meanwhile.happens = () => Promise.resolve();
  await db.user.update({ where: { id: person.id }, data: { passwordHash: "another" } });
  await revokeSessionsOf(person.id);
}
/** Sets an authenticator up and leaves the browser to somebody new. */
async function setUp(): Promise<string> {
  await signIn();
  const begun = await actions.beginAuthenticatorAction({});
  if (!begun.ok) throw new Error(begun.error.code);
  const totp = new TOTP({ secret: Secret.fromBase32(begun.data.secret.replaceAll(" ", "")) });
  const now = Date.now();
  expect(await actions.confirmAuthenticatorAction({ code: totp.generate({ timestamp: now - 30_000 }) })).toMatchObject({ ok: true });
  freshBrowser();
  return totp.generate({ timestamp: now });
}

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  meanwhile.happens = () => Promise.resolve();
  person = await makeUser({ password: PASSWORD });
});

describe("a sign-in that is under way while the account gets another password", () => {
  it("by password opens no session, and the log says that it was refused", async () => {
    meanwhile.happens = setPassword;
    expect(await signIn()).toMatchObject(AGAIN);
    expect([await isIn(), await openSessions()]).toEqual([false, 0]);
    expect((await listAccess(person))[0]).toMatchObject({ kind: "refused" });
  });

  it("is not half in either, where a code is asked for", async () => {
    const code = await setUp();
    meanwhile.happens = setPassword;
    await signIn();
    expect(await actions.enterCodeAction({ kind: "authenticator", code })).toMatchObject(AGAIN);
    expect(await isIn()).toBe(false);
  });

  it("by code opens no session", async () => {
    const code = await setUp();
    await signIn();
    meanwhile.happens = setPassword;
    expect(await actions.enterCodeAction({ kind: "authenticator", code })).toMatchObject(AGAIN);
    expect([await isIn(), await openSessions()]).toEqual([false, 0]);
  });

  it("by a link that sets the password opens no session, whether or not the link ends the second step", async () => {
    const owner = await makeMember("owner");
    await makeMember("creator", { teamId: owner.teamId, userId: person.id });
    for (const endsSecondStep of [false, true]) {
      const { token } = await makeResetLink(owner, { userId: person.id, endsSecondStep });
      let looks = 0;
      // The page of the link looks first.
      meanwhile.happens = async () => (++looks === (endsSecondStep ? 1 : 2) ? setPassword() : null);
      expect(await actions.resetPasswordAction({ token, password: "a long walk at dusk" })).toMatchObject(AGAIN);
      expect([await isIn(), await openSessions()]).toEqual([false, 0]);
    }
  });
});

it("a sign-in by password alone opens no session once a code is asked for", async () => {
  let looks = 0;
  // The first look is for the log.
  meanwhile.happens = async () =>
    ++looks === 2 && db.authenticator.create({ data: { userId: person.id, ciphertext: "sealed", confirmedAt: new Date() } });
  await signIn();
  expect([await isIn(), await openSessions()]).toEqual([false, 0]);
});

it("a change of the password that is under way does not undo one that was made meanwhile", async () => {
  await openSession(person.id);
  const { id: sessionId } = await db.session.findFirstOrThrow({ where: { userId: person.id } });
  const here: SessionUser = { ...person, name: "", locale: null, sessionId };
  const both = await Promise.allSettled(
    ["a long walk at dusk", "a long walk at dawn"].map((password) => changePassword(here, { current: PASSWORD, password })),
  );
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
