import { Secret, TOTP } from "otpauth";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { forgetEnv } from "@/lib/platform/env";
import { makeResetLink } from "@/lib/teams/make-reset-link";
import { db, truncateAll } from "@/lib/testing/database";
import { makeMember, makeUser } from "@/lib/testing/factories";
import { browser, freshBrowser } from "@/lib/testing/next-headers";
import * as actions from "../actions";
import { listAccess } from "../queries";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));
// How long each guess had to wait; nobody waits in a test.
const { waits, meanwhile } = vi.hoisted(() => ({ waits: [] as number[], meanwhile: { happens: async (): Promise<unknown> => null } }));
vi.mock("node:timers/promises", () => ({
  setTimeout: (ms: number) => {
    waits.push(ms);
    return meanwhile.happens();
  },
}));

const PASSWORD = "correct horse";
const HALF_MINUTE_MS = 30_000;
/** In the middle of a half minute. */
const NOON = Math.floor(Date.now() / HALF_MINUTE_MS) * HALF_MINUTE_MS + HALF_MINUTE_MS / 2;

let person: { id: string; email: string };

/** The server's own clock stands here. */
const setClock = (ms: number) => vi.setSystemTime(ms);
const codeAt = (secret: string, ms: number): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ms });

const signIn = () => actions.signInAction({ email: person.email, password: PASSWORD });
const enter = (code: string, kind: "authenticator" | "recovery" = "authenticator") => actions.enterCodeAction({ kind, code });
/** The next guess has to wait, however long this machine took for the one before. */
const lengthenLine = () => db.$executeRaw`UPDATE sign_in_failures SET created_at = clock_timestamp() + interval '10 seconds'`;
const isIn = async (): Promise<boolean> => (await getCurrentUser()) !== null;
const refusedAs = (code: string) => ({ ok: false, error: { fields: { code: { code } } } });
const kinds = async () => (await listAccess(person)).map(({ kind }) => kind);
function must<T>(result: { ok: true; data: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.data;
}

/** Signs in, sets the authenticator up, and leaves the browser to somebody new. */
async function setUp(): Promise<{ secret: string; codes: string[] }> {
  expect(await signIn()).toMatchObject({ data: { asksForCode: false } });
  const { secret } = must(await actions.beginAuthenticatorAction({}));
  const { codes } = must(await actions.confirmAuthenticatorAction({ code: codeAt(secret, Date.now() - HALF_MINUTE_MS) }));
  freshBrowser();
  return { secret, codes };
}

/** A second browser that goes on from where this one is. */
async function inParallel<T>(count: number, act: () => Promise<T>): Promise<T[]> {
  const cookies = new Map(browser.cookies);
  return Promise.all(
    Array.from({ length: count }, () => {
      browser.cookies = new Map(cookies);
      return act();
    }),
  );
}

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  waits.length = 0;
  person = await makeUser({ password: PASSWORD });
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
});
afterEach(() => {
  meanwhile.happens = () => Promise.resolve();
  vi.useRealTimers();
  vi.unstubAllEnvs();
  forgetEnv();
});

describe("an authenticator", () => {
  it("asks for nothing until a first code has shown that the app has the secret", async () => {
    await signIn();
    const { secret, uri, code } = must(await actions.beginAuthenticatorAction({}));
    expect(uri).toContain(`secret=${secret.replaceAll(" ", "")}`);
    expect(code.path).toMatch(/^M4 4h1v1h-1z/);
    expect(await actions.confirmAuthenticatorAction({ code: "000000" })).toMatchObject(refusedAs("wrongCode"));
    freshBrowser();
    expect(await signIn()).toMatchObject({ data: { asksForCode: false } });
    expect(must(await actions.confirmAuthenticatorAction({ code: codeAt(secret, NOON) })).codes).toHaveLength(10);
    expect(await actions.beginAuthenticatorAction({})).toMatchObject({ error: { code: "conflict" } });
    expect(JSON.stringify(await db.authenticator.findMany())).not.toContain(secret.replaceAll(" ", ""));
  });

  it("lets the password alone in nowhere: what it gives opens nothing but the second step", async () => {
    const { secret } = await setUp();
    expect(await signIn()).toEqual({ ok: true, data: { asksForCode: true } });
    expect(await isIn()).toBe(false);
    expect(await actions.beginAuthenticatorAction({})).toMatchObject({ error: { code: "not-signed-in" } });
    expect(await db.session.count({ where: { userId: person.id } })).toBe(1);
    // As the cookie of a session it is nothing either.
    const [[name, ticket] = ["", ""]] = [...browser.cookies];
    browser.cookies.set(name.replace("code", "session"), ticket);
    expect(await isIn()).toBe(false);
    expect(await enter("000000")).toMatchObject(refusedAs("wrongCode"));
    expect(await enter(`${codeAt(secret, NOON).slice(0, 3)} ${codeAt(secret, NOON).slice(3)}`)).toEqual({ ok: true, data: null });
    expect(await isIn()).toBe(true);
    expect((await kinds()).slice(0, 4)).toEqual(
      ["signedIn", "codeRefused", "codeAsked", "recoveryCodesMade"].slice(0, 3).concat("authenticatorAdded"),
    );
  });

  it("takes a code half a minute early or late, each once, and none from before one that was used", async () => {
    const { secret } = await setUp();
    for (const [offset, outcome] of [
      [-2, "wrongCode"],
      [2, "wrongCode"],
      [-1, "usedCode"], // with which it was set up
    ] as const) {
      await signIn();
      expect(await enter(codeAt(secret, NOON + offset * HALF_MINUTE_MS)), String(offset)).toMatchObject(refusedAs(outcome));
    }
    expect(await enter(codeAt(secret, NOON + HALF_MINUTE_MS))).toMatchObject({ ok: true });
    freshBrowser();
    await signIn();
    expect(await enter(codeAt(secret, NOON))).toMatchObject(refusedAs("usedCode"));
    expect(await enter(codeAt(secret, NOON + HALF_MINUTE_MS))).toMatchObject(refusedAs("usedCode"));
    setClock(NOON + HALF_MINUTE_MS);
    expect(await enter(codeAt(secret, NOON + 2 * HALF_MINUTE_MS))).toMatchObject({ ok: true });
  });

  it("takes the same code, and the same half sign-in, once of several at the same moment", async () => {
    const { secret, codes } = await setUp();
    await signIn();
    const same = await inParallel(4, () => enter(codeAt(secret, NOON)));
    expect(same.filter(({ ok }) => ok)).toHaveLength(1);
    freshBrowser();
    await signIn();
    const before = browser.cookies;
    // Two good codes for one half sign-in: it is used up, and what came too late was not.
    const [first, second] = codes;
    expect(await enter(first!, "recovery")).toMatchObject({ ok: true });
    browser.cookies = before;
    expect(await enter(second!, "recovery")).toMatchObject({ error: { code: "sign-in-again" } });
    expect(await db.recoveryCode.count({ where: { usedAt: null } })).toBe(9);
  });

  it("lets half sign-ins end with ten minutes, and with every change of what opens the account", async () => {
    const { secret } = await setUp();
    await signIn();
    const half = browser.cookies;
    const isOver = async () => {
      browser.cookies = new Map(half);
      const answer = await enter(codeAt(secret, Date.now()));
      return !answer.ok && answer.error.code === "sign-in-again";
    };
    const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: person.id } });
    const write = (data: { passwordHash?: string | null; disabledAt?: Date | null }) => db.user.update({ where: { id: person.id }, data });
    await write({ passwordHash: "another" });
    expect(await isOver()).toBe(true);
    await write({ passwordHash, disabledAt: new Date() });
    expect(await isOver()).toBe(true);
    await write({ disabledAt: null });
    setClock(NOON + 11 * 60_000);
    expect(await isOver()).toBe(true);
    setClock(NOON + 9 * 60_000);
    expect(await isOver()).toBe(false);
  });

  it("is not opened by a guess that waited while the account was changed", async () => {
    const { secret } = await setUp();
    await signIn();
    await enter("000000");
    await lengthenLine();
    meanwhile.happens = () => db.user.update({ where: { id: person.id }, data: { passwordHash: "another" } });
    expect(await enter(codeAt(secret, NOON))).toMatchObject({ error: { code: "sign-in-again" } });
    expect(await isIn()).toBe(false);
  });

  it("is not set up by a first code that waited while its session was ended", async () => {
    await signIn();
    const { secret } = must(await actions.beginAuthenticatorAction({}));
    await actions.confirmAuthenticatorAction({ code: "000000" });
    await lengthenLine();
    meanwhile.happens = () => db.session.updateMany({ data: { revokedAt: new Date() } });
    expect(await actions.confirmAuthenticatorAction({ code: codeAt(secret, NOON) })).toMatchObject({ error: { code: "proof-needed" } });
    expect(await db.authenticator.count({ where: { confirmedAt: { not: null } } })).toBe(0);
  });

  it("is changed, and so are the codes, with a word of where that was done", async () => {
    await signIn();
    browser.headers.set("x-dailies-client", "203.0.113.7");
    const { secret } = must(await actions.beginAuthenticatorAction({}));
    must(await actions.confirmAuthenticatorAction({ code: codeAt(secret, NOON) }));
    must(await actions.renewRecoveryCodesAction({}));
    must(await actions.removeAuthenticatorAction({}));
    const network = "203.0.113.0/24";
    expect((await listAccess(person)).slice(0, 3)).toMatchObject([
      { kind: "authenticatorRemoved", network },
      { kind: "recoveryCodesMade", network },
      { kind: "authenticatorAdded", network },
    ]);
  });

  it("is guessed slowly from however many networks, by somebody who has the password", async () => {
    await setUp();
    await signIn();
    for (let round = 0; round < 16; round++) {
      browser.headers.set("x-dailies-client", `10.0.${round}.1`);
      expect(await enter("000000")).toMatchObject(refusedAs("wrongCode"));
      await db.$executeRaw`UPDATE sign_in_failures SET created_at = created_at - ((SELECT max(created_at) FROM sign_in_failures) - clock_timestamp())`;
    }
    expect(Math.round(waits.at(-1)! / 1000)).toBe(25);
  });

  it("says what is wrong where the studio's secret is another one, and a recovery code opens all the same", async () => {
    const { codes } = await setUp();
    vi.stubEnv("AUTH_SECRET", "another-secret-for-tests-and-nothing-else");
    forgetEnv();
    await signIn();
    expect(await enter("000000")).toMatchObject({ error: { code: "authenticator-sealed" } });
    expect(await enter(codes[0]!, "recovery")).toMatchObject({ ok: true });
  });

  it("is changed by nobody at a browser that was left, until they show who they are", async () => {
    await signIn();
    await db.session.updateMany({ data: { provenAt: new Date(NOON - 11 * 60_000) } });
    const changes = [
      () => actions.beginAuthenticatorAction({}),
      () => actions.confirmAuthenticatorAction({ code: "000000" }),
      () => actions.renewRecoveryCodesAction({}),
      () => actions.removeAuthenticatorAction({}),
    ];
    for (const change of changes) expect(await change()).toMatchObject({ error: { code: "proof-needed" } });
    expect(await actions.proveByPasswordAction({ password: "wrong horse" })).toMatchObject({
      error: { fields: { password: { code: "wrong" } } },
    });
    expect(await actions.beginAuthenticatorAction({})).toMatchObject({ error: { code: "proof-needed" } });
    expect(await actions.proveByPasswordAction({ password: PASSWORD })).toMatchObject({ ok: true });
    expect(await actions.beginAuthenticatorAction({})).toMatchObject({ ok: true });
  });
});

describe("recovery codes", () => {
  it("open once each, however they are typed, and also of four at the same moment only one", async () => {
    const { codes } = await setUp();
    await signIn();
    const half = browser.cookies;
    const outcomes = await inParallel(4, () => enter(codes[0]!.toLowerCase().replaceAll("-", " "), "recovery"));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    browser.cookies = half;
    await signIn();
    expect(await enter(codes[0]!, "recovery")).toMatchObject(refusedAs("wrongRecoveryCode"));
    expect(await enter(codes[1]!, "recovery")).toMatchObject({ ok: true });
    expect(JSON.stringify(await db.recoveryCode.findMany())).not.toContain(codes[2]);
    expect(await kinds()).toContain("recoveryCodeUsed");
  });

  it("are of one person alone, and end with new ones and with the authenticator", async () => {
    const { codes } = await setUp();
    const other = person;
    person = await makeUser({ password: PASSWORD });
    await setUp();
    await signIn();
    expect(await enter(codes[0]!, "recovery")).toMatchObject(refusedAs("wrongRecoveryCode"));
    freshBrowser();
    person = other;
    await signIn();
    await enter(codes[0]!, "recovery");
    const renewed = must(await actions.renewRecoveryCodesAction({})).codes;
    expect(renewed).toHaveLength(10);
    expect(renewed).not.toContain(codes[1]);
    expect(await db.recoveryCode.count({ where: { userId: person.id } })).toBe(10);
    expect(await actions.removeAuthenticatorAction({})).toMatchObject({ ok: true });
    expect(await db.recoveryCode.count({ where: { userId: person.id } })).toBe(0);
    freshBrowser();
    expect(await signIn()).toMatchObject({ data: { asksForCode: false } });
    expect(await actions.renewRecoveryCodesAction({})).toMatchObject({ error: { code: "not-found" } });
  });
});

describe("an owner's link", () => {
  it("sets the password alone, and the code is asked for after it; made for a lost phone it takes all away", async () => {
    const owner = await makeMember("owner");
    await makeMember("creator", { teamId: owner.teamId, userId: person.id });
    const { secret } = await setUp();
    const reset = async (endsSecondStep: boolean, password: string) => {
      const { token } = await makeResetLink(owner, { userId: person.id, endsSecondStep });
      return actions.resetPasswordAction({ token, password });
    };
    expect(await reset(false, "a long walk at dusk")).toEqual({ ok: true, data: { asksForCode: true } });
    expect(await isIn()).toBe(false);
    expect(await enter(codeAt(secret, NOON))).toMatchObject({ ok: true });
    freshBrowser();
    expect(await reset(true, "a long walk at dawn")).toEqual({ ok: true, data: { asksForCode: false } });
    expect(await isIn()).toBe(true);
    expect([await db.authenticator.count(), await db.recoveryCode.count()]).toEqual([0, 0]);
    expect(await kinds()).toContain("secondStepRemoved");
  });
});
