import { beforeEach, describe, expect, it, vi } from "vitest";
import { checkCredentials } from "@/lib/access/identity/check-credentials";
import { changePassword } from "@/lib/accounts/change-password";
import { forgotPassword } from "@/lib/accounts/forgot-password";
import type { mailResetLinkJob } from "@/lib/accounts/jobs";
import { findReset, resetPassword } from "@/lib/accounts/reset-password";
import { findSessionUser, openSession } from "@/lib/access/identity/sessions";
import type { PayloadOf } from "@/lib/platform/jobs/define-job";
import type * as queue from "@/lib/platform/jobs/queue";
import { restartLog } from "@/lib/platform/log";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeMember, makeUser } from "@/lib/testing/factories";
import { mailServer } from "@/lib/testing/mail-server";
import { mailResetLink } from "./mail-reset-link";
import { makeResetLink } from "./make-reset-link";

type Asked = PayloadOf<typeof mailResetLinkJob>;
const asked = vi.hoisted((): Asked[] => []);
vi.mock("@/lib/platform/jobs/queue", async (original) => ({
  ...(await original<typeof queue>()),
  enqueue: (_job: unknown, payload: Asked) => Promise.resolve(asked.push(payload) > 0),
}));
vi.mock("node:timers/promises", () => ({ setTimeout: () => Promise.resolve() }));

const OLD = "correct horse";
const NEW = "a long walk at dusk";
const NETWORK = "203.0.113.0/24";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const visitor = { network: NETWORK, locale: "en", userAgent: FIREFOX } as const;
const { received, mailBy } = mailServer();

beforeEach(async () => {
  await truncateAll();
  asked.length = 0;
});

/** What the worker does of all that was asked for. */
const work = async () => {
  for (const one of asked.splice(0)) await mailResetLink(one);
};
const ask = async (email: string, from: typeof visitor | { network: string; locale: "en" | "zh-Hans" } = visitor) => {
  expect(await forgotPassword(from, { email })).toBeNull();
  await work();
};
const tokenIn = (index = 0) => /https:\/\/studio\.example\/reset\/([\w-]+)/.exec(received[index]!.text)![1]!;
const kinds = async () => (await db.accessEvent.findMany({ orderBy: { id: "asc" }, where: { isCopy: false } })).map(({ kind }) => kind);

describe("a password that was forgotten", () => {
  it("is set anew by a mailed link, once, within the hour, which proves the address and leaves the second step", async () => {
    const { id, email } = await makeUser({ password: OLD });
    await db.authenticator.create({ data: { userId: id, ciphertext: "sealed", confirmedAt: new Date() } });
    await ask(email);
    const { to, text } = received[0]!;
    expect(to).toEqual([email]);
    expect(text).toContain("studio.example");
    expect(text).toMatch(/in Firefox/);
    expect(text).toContain("nothing changes");
    expect(text).not.toContain("203.0.113");
    const token = tokenIn();
    const { expiresAt } = await db.passwordReset.findFirstOrThrow();
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(60 * 60_000);
    expect(await findReset(token)).toEqual({ email, secondStep: "stays" });
    // Looked at, as a mail program does, proves nothing.
    expect((await db.user.findUniqueOrThrow({ where: { id } })).emailProvenAt).toBeNull();
    const tries = await Promise.allSettled([1, 2].map(() => resetPassword(visitor, { token, password: NEW })));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await db.user.findUniqueOrThrow({ where: { id } })).emailProvenAt).not.toBeNull();
    expect(await db.authenticator.count()).toBe(1);
    expect(await checkCredentials(email, NEW, NETWORK)).toMatchObject({ userId: id });
    expect(await kinds()).toEqual(["resetLinkMailed", "passwordReset", "codeAsked"]);
    const events = await db.accessEvent.findMany({ where: { kind: "resetLinkMailed" } });
    expect(events.map(({ userId, network }) => [userId, network])).toEqual([[id, NETWORK]]);
  });

  it("is answered and queued the same for an address that nobody has, of somebody shut out, and without a password", async () => {
    const known = await makeUser({ password: OLD });
    const out = await makeUser({ password: OLD });
    await db.user.update({ where: { id: out.id }, data: { disabledAt: new Date() } });
    const without = await makeUser();
    await db.user.update({ where: { id: without.id }, data: { passwordHash: null } });
    await db.identity.create({ data: { id: newId(), userId: without.id, provider: "github", issuer: "https://github.com", subject: "7" } });
    for (const email of [known.email, out.email, without.email, "nobody@example.com"])
      expect(await forgotPassword(visitor, { email })).toBeNull();
    expect(asked.map(({ userId }) => userId)).toEqual([known.id, out.id, without.id, null]);
    expect(new Set(asked.map((one) => Object.keys(one).join())).size).toBe(1);
    await work();
    expect(received.map(({ to }) => to[0])).toEqual([known.email, without.email]);
    expect(received[1]!.text).toContain("You sign in with github");
    expect(received[1]!.text).not.toContain("/reset/");
    expect(await db.passwordReset.count()).toBe(1);
    expect(await kinds()).toEqual(["resetLinkMailed", "resetLinkDenied", "resetLinkDenied", "resetLinkDenied"]);
  });

  it("is written about in its person's language, and else in that of the page", async () => {
    const [theirs, pages] = [await makeUser({ password: OLD }), await makeUser({ password: OLD })];
    await db.user.update({ where: { id: theirs.id }, data: { locale: "zh-Hans" } });
    await db.user.update({ where: { id: pages.id }, data: { locale: null } });
    await ask(theirs.email);
    await ask(pages.email, { network: NETWORK, locale: "zh-Hans" });
    await ask(pages.email);
    expect(received.map(({ text }) => /<html lang="([\w-]+)"/.exec(text)![1])).toEqual(["zh-Hans", "zh-Hans", "en"]);
  });

  it("ends older links, also an owner's, and its link ends with a change of the password or an account that is closed", async () => {
    const owner = await makeMember("owner");
    const { id, email } = await makeUser({ password: OLD });
    await makeMember("creator", { teamId: owner.teamId, userId: id });
    const { token: owners } = await makeResetLink(owner, { userId: id });
    await ask(email);
    expect(await findReset(owners)).toBeNull();
    await ask(email);
    expect([await findReset(tokenIn(0)), await findReset(tokenIn(1))]).toEqual([null, { email, secondStep: "none" }]);
    await db.user.update({ where: { id }, data: { disabledAt: new Date() } });
    await expect(resetPassword(visitor, { token: tokenIn(1), password: NEW })).rejects.toMatchObject({ code: "reset-invalid" });
    await db.user.update({ where: { id }, data: { disabledAt: null } });
    await changePassword((await findSessionUser(await openSession(id)))!, { current: OLD, password: NEW });
    await expect(resetPassword(visitor, { token: tokenIn(1), password: OLD })).rejects.toMatchObject({ code: "reset-invalid" });
  });

  it("fills no mailbox: three mails, from whatever network, and then one in twenty minutes, known or not", async () => {
    const { email } = await makeUser({ password: OLD });
    for (const address of [email, "nobody@example.com"]) {
      for (const network of ["a", "b", "c"]) await ask(address, { network, locale: "en" });
      const refused = forgotPassword({ network: "d", locale: "en" }, { email: address });
      const fields = { email: { code: "tooManyAttempts", values: { minutes: 20 } } };
      await expect(refused).rejects.toMatchObject({ code: "too-many-requests", fields });
    }
    expect(received).toHaveLength(3);
    await db.$executeRaw`UPDATE sign_in_failures SET created_at = created_at - interval '21 minutes'`;
    await ask(email);
    await expect(forgotPassword(visitor, { email })).rejects.toMatchObject({ code: "too-many-requests" });
    expect(received).toHaveLength(4);
  });

  it("makes one network wait that asks for many addresses", async () => {
    const rows = Array.from({ length: 40 }, () => ({ key: `forgotten:network:${NETWORK}`, createdAt: new Date(Date.now() + 40_000) }));
    await db.signInFailure.createMany({ data: rows });
    await expect(forgotPassword(visitor, { email: "nobody@example.com" })).rejects.toMatchObject({ code: "too-many-requests" });
  });

  it("tells the operator's log and not the asker that the mail server is away, and is tried again", async () => {
    const { id, email } = await makeUser({ password: OLD });
    // Nobody listens on this port.
    mailBy("smtp://127.0.0.1:1");
    vi.stubEnv("LOG_LEVEL", "error");
    const lines: string[] = [];
    restartLog((line) => lines.push(line));
    expect(await forgotPassword(visitor, { email })).toBeNull();
    await expect(work()).rejects.toThrow("took no mail");
    restartLog();
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([expect.objectContaining({ userId: id, outcome: "unsent" })]);
    expect(lines.join("")).not.toContain(email);
  });

  it("is none of this studio's mails where it sends none", async () => {
    mailBy(null);
    await expect(forgotPassword(visitor, { email: "nobody@example.com" })).rejects.toMatchObject({ code: "not-found" });
    expect(asked).toEqual([]);
  });
});
