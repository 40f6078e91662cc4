import { NextRequest } from "next/server";
import { Events, OAuth2Server } from "oauth2-mock-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as accounts from "@/lib/accounts/actions";
import { listIdentities } from "@/lib/accounts/outside/identities";
import { lookAtArrival } from "@/lib/accounts/outside/arrival";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeInvite, makeMember, makeUser } from "@/lib/testing/factories";
import { browser, freshBrowser, replaceRequiredHeaders } from "@/lib/testing/next-headers";
import { getCurrentUser } from "../../callers/current-user";
import type * as access from "../../record-access";
import { handleAuthRequest } from "../../doors/auth-route";
import { startSession } from "../auth";
import { readIdentity } from "./identity";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

// What happens to the account once it is known whose it is, and before the session is open.
const { meanwhile } = vi.hoisted(() => ({ meanwhile: { happens: async (): Promise<unknown> => null } }));
vi.mock("@/lib/access/record-access", async (original) => {
  const real = await original<Pick<typeof access, "recordAccess">>();
  const recordAccess: typeof real.recordAccess = async (kind, facts, tx) => {
    await real.recordAccess(kind, facts, tx);
    if (kind === "signedInByProvider") await meanwhile.happens();
  };
  return { ...real, recordAccess };
});

replaceRequiredHeaders();

type Claims = Record<string, unknown>;
const server = new OAuth2Server();
/** What the provider says this time, of whom and in which words. */
let said: Claims;
let tamper: (token: { header: Claims; payload: Claims }) => void;
let answer: (body: Claims) => void;
/** Of the request that it was asked with. */
let nonce: string | null;

beforeAll(async () => {
  await server.issuer.keys.generate("RS256");
  await server.start(0, "127.0.0.1");
  server.service.on(Events.BeforeTokenSigning, (token: { header: Claims; payload: Claims }) => {
    Object.assign(token.payload, { sub: "ada-1", aud: "studio", nonce, ...said });
    tamper(token);
  });
  server.service.on(Events.BeforeResponse, ({ body }: { body: Claims }) => answer(body));
});
afterAll(() => server.stop());

beforeEach(async () => {
  meanwhile.happens = () => Promise.resolve();
  await truncateAll();
  freshBrowser({ "x-forwarded-host": "localhost:3000", "x-forwarded-proto": "http" });
  await db.instance.create({ data: { instanceId: newId() } });
  [tamper, answer] = [() => undefined, () => undefined];
  said = { email: "Ada@Studio.example", email_verified: true, name: "Ada" };
  vi.stubEnv("OIDC_ISSUER", server.issuer.url!);
  vi.stubEnv("OIDC_CLIENT_ID", "studio");
  vi.stubEnv("OIDC_CLIENT_SECRET", "a secret of the two");
  forgetEnv();
});
afterEach(() => {
  vi.unstubAllEnvs();
  forgetEnv();
});

/** Sends a request to next-auth's routes and keeps the cookies that it sets. */
async function send(path: string, form?: Record<string, string>): Promise<Response> {
  const request = new NextRequest(`http://localhost:3000/api/auth/${path}`, {
    method: form ? "POST" : "GET",
    headers: {
      ...Object.fromEntries(browser.headers),
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; "),
    },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const response = await handleAuthRequest(request, { params: Promise.resolve({ nextauth: path.split("?")[0]!.split("/") }) });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (name && value) browser.cookies.set(name, decodeURIComponent(value));
    else if (name) browser.cookies.delete(name);
  }
  return response;
}

/** To the provider, where somebody signs in, and to the address that it leads back to, which can be another one. */
async function goThere(callbackUrl = "/"): Promise<URL> {
  const { csrfToken } = (await (await send("csrf")).json()) as { csrfToken: string };
  const { url } = (await (await send("signin/oidc", { csrfToken, callbackUrl, json: "true" })).json()) as { url: string };
  nonce = new URL(url).searchParams.get("nonce");
  return new URL((await fetch(url, { redirect: "manual" })).headers.get("location")!);
}
async function comeBack(back: URL): Promise<string> {
  const response = await send(`callback/oidc${back.search}`);
  return response.headers.get("location")!;
}
const come = async (callbackUrl?: string) => comeBack(await goThere(callbackUrl));
const whoIsIn = async () => (await getCurrentUser())?.id ?? null;
const connect = (userId: string, subject = "ada-1") =>
  db.identity.create({ data: { id: newId(), userId, provider: "oidc", issuer: server.issuer.url!, subject } });

describe("somebody whom a provider of OpenID Connect brings", () => {
  it("is in whose account it is, by issuer and subject, whatever their address is by now, and their session ends like any other", async () => {
    const ada = await makeUser({ email: "ada@studio.example" });
    const owner = await makeUser({ email: "boss@studio.example" });
    await connect(ada.id);
    said = { email: owner.email, email_verified: true };
    expect(await come("/t/studio/projects")).toBe("http://localhost:3000/t/studio/projects");
    expect(await whoIsIn()).toBe(ada.id);
    expect(await db.user.findUniqueOrThrow({ where: { id: ada.id } })).toMatchObject({ email: "ada@studio.example", emailProvenAt: null });
    expect(await db.accessEvent.findFirst({ where: { userId: ada.id }, orderBy: { id: "desc" } })).toMatchObject({
      kind: "signedInByProvider",
    });
    await db.session.updateMany({ where: { userId: ada.id }, data: { revokedAt: new Date() } });
    expect(await whoIsIn()).toBeNull();
  });

  it("needs no code of an authenticator: the provider is a proof of its own", async () => {
    const ada = await makeUser();
    await connect(ada.id);
    await db.authenticator.create({ data: { userId: ada.id, ciphertext: "sealed", confirmedAt: new Date() } });
    await come();
    expect(await whoIsIn()).toBe(ada.id);
  });

  it("is not let in once the connection, or the password, was changed while they were looked up", async () => {
    const ada = await makeUser();
    await connect(ada.id);
    const changes = [
      () => db.user.update({ where: { id: ada.id }, data: { passwordHash: "another" } }),
      () => db.identity.deleteMany({ where: { userId: ada.id } }),
    ];
    for (const change of changes) {
      meanwhile.happens = change;
      expect(await come()).toContain("error=sign-in-again");
      expect(await whoIsIn()).toBeNull();
    }
  });

  it("is not let in to a closed account, nor to anybody else's than who is signed in already", async () => {
    const ada = await makeUser({ disabledAt: new Date() });
    await connect(ada.id);
    expect(await come()).toContain("error=outside-refused");
    expect(await whoIsIn()).toBeNull();
    await db.user.update({ where: { id: ada.id }, data: { disabledAt: null } });
    const bo = await makeUser();
    await startSession(bo.id);
    expect(await come()).toContain("error=outside-taken");
    expect(await whoIsIn()).toBe(bo.id);
  });

  it.each<[string, Claims | ((token: { header: Claims; payload: Claims }) => void)]>([
    ["another issuer", { iss: "https://evil.example" }],
    ["a token for another studio", { aud: "another" }],
    ["another nonce", { nonce: "of another request" }],
    ["no nonce", ({ payload }) => delete payload.nonce],
    ["a token that is over", { exp: Math.floor(Date.now() / 1000) - 600 }],
    ["nobody", ({ payload }) => delete payload.sub],
  ])("is refused with a sentence and no session for %s", async (_what, lie) => {
    const ada = await makeUser({ email: "ada@studio.example" });
    await connect(ada.id);
    tamper = typeof lie === "function" ? lie : ({ payload }) => Object.assign(payload, lie);
    expect(await come()).toContain("error=OAuthCallback");
    expect(await whoIsIn()).toBeNull();
    expect(await db.session.count()).toBe(0);
  });

  it.each([
    ["not signed", (token: string) => `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`],
    [
      "signed by somebody else",
      (token: string) => `${token.split(".").slice(0, 2).join(".")}.${Buffer.alloc(256, 7).toString("base64url")}`,
    ],
  ])("is refused for a token that is %s", async (_what, forge) => {
    await connect((await makeUser()).id);
    answer = (body) => Object.assign(body, { id_token: forge(String(body.id_token)) });
    expect(await come()).toContain("error=OAuthCallback");
    expect(await db.session.count()).toBe(0);
  });

  it("is refused for a state that was not made in this browser, and for an answer that comes twice", async () => {
    await connect((await makeUser()).id);
    const back = await goThere();
    const forged = new URL(back);
    forged.searchParams.set("state", "made up");
    expect(await comeBack(forged)).toContain("error=OAuthCallback");
    const stolen = await goThere();
    browser.cookies.clear();
    expect(await comeBack(stolen)).toContain("error=OAuthCallback");
    expect(await db.session.count()).toBe(0);
  });
});

describe("somebody who is not known yet", () => {
  it("takes no account over that has their address, and connects it once they are in by another way", async () => {
    const ada = await makeUser({ email: "ada@studio.example" });
    expect(await come("/account")).toBe("/sign-in/new?returnTo=%2Faccount");
    expect(await whoIsIn()).toBeNull();
    expect(await lookAtArrival(null, null)).toMatchObject({ can: "sign-in", email: "ada@studio.example" });
    expect(await accounts.openAccountAction({ name: "Ada" })).toMatchObject({ ok: false, error: { code: "sign-up-closed" } });
    await db.instance.updateMany({ data: { signUp: "open" } });
    expect(await accounts.openAccountAction({ name: "Ada" })).toMatchObject({ ok: false, error: { code: "email-taken" } });
    expect(await db.identity.count()).toBe(0);

    await startSession(ada.id);
    await db.session.updateMany({ data: { provenAt: null } });
    expect(await accounts.connectIdentityAction({})).toMatchObject({ ok: false, error: { code: "proof-needed" } });
    await db.session.updateMany({ data: { provenAt: new Date() } });
    expect(await accounts.connectIdentityAction({})).toMatchObject({ ok: true });
    expect(await accounts.connectIdentityAction({})).toMatchObject({ ok: false, error: { code: "sign-in-again" } });
    expect((await db.user.findUniqueOrThrow({ where: { id: ada.id } })).emailProvenAt).not.toBeNull();
    freshBrowser({ "x-forwarded-host": "localhost:3000", "x-forwarded-proto": "http" });
    await come();
    expect(await whoIsIn()).toBe(ada.id);
  });

  it.each<[string, Claims]>([
    ["does not say that the address is theirs", { email: "ada@studio.example" }],
    ["says that it is not", { email: "ada@studio.example", email_verified: false }],
    ["says nothing of an address", {}],
  ])("gets no account where the provider %s", async (_what, claims) => {
    await db.instance.updateMany({ data: { signUp: "open" } });
    said = claims;
    await come();
    expect(await lookAtArrival(null, null)).toMatchObject({ can: "nothing", why: "unproven" });
    expect(await accounts.openAccountAction({ name: "Ada" })).toMatchObject({ ok: false, error: { code: "outside-unproven" } });
    expect(await db.user.count()).toBe(0);
  });

  it("opens an account by an invitation, where anybody may without one, and not at all where nobody may", async () => {
    const { token } = await makeInvite(await makeMember("owner"), { role: "creator" });
    await come(`/invite/${token}`);
    expect(await lookAtArrival(null, null)).toMatchObject({ can: "nothing", why: "invitation" });
    await db.instance.updateMany({ data: { signUp: "closed" } });
    expect(await lookAtArrival(null, token)).toMatchObject({ can: "nothing", why: "closed" });
    expect(await accounts.openAccountAction({ name: "Ada", token })).toMatchObject({ ok: false, error: { code: "sign-up-closed" } });
    await db.instance.updateMany({ data: { signUp: "invitation" } });
    expect(await lookAtArrival(null, token)).toMatchObject({ can: "open", email: "ada@studio.example", name: "Ada" });
    expect(await accounts.openAccountAction({ name: "Ada", token })).toMatchObject({ ok: true });
    const ada = await db.user.findUniqueOrThrow({ where: { email: "ada@studio.example" }, include: { memberships: true } });
    expect(ada).toMatchObject({ passwordHash: null, memberships: [{ role: "creator" }] });
    expect(await whoIsIn()).toBe(ada.id);
    expect((await listIdentities(ada)).identities).toHaveLength(1);
  });

  it("keeps a last way in, and sets a password without one", async () => {
    await db.instance.updateMany({ data: { signUp: "open" } });
    await come();
    await accounts.openAccountAction({ name: "Ada" });
    const { id } = await db.identity.findFirstOrThrow();
    expect(await accounts.removeIdentityAction({ id })).toMatchObject({ ok: false, error: { code: "last-way-in" } });
    expect(await accounts.changePasswordAction({ password: "a long pass phrase" })).toMatchObject({ ok: true });
    expect(await accounts.removeIdentityAction({ id })).toMatchObject({ ok: true });
    expect(await db.identity.count()).toBe(0);
  });
});

it("only the operator says who may open an account", async () => {
  await startSession((await makeUser()).id);
  expect(await accounts.saveSignUpRuleAction({ signUp: "open" })).toMatchObject({ ok: false, error: { code: "not-allowed" } });
  freshBrowser();
  await startSession((await makeUser({ isOperator: true })).id);
  expect(await accounts.saveSignUpRuleAction({ signUp: "open" })).toMatchObject({ ok: true });
  expect(await db.instance.findFirst()).toMatchObject({ signUp: "open" });
});

it("claims of GitHub and Google are read as theirs, and of nobody else", () => {
  const google = { iss: "https://accounts.google.com", sub: "7", email: "a@b.example", email_verified: true };
  expect(readIdentity("google", google)).toMatchObject({ subject: "7", email: "a@b.example" });
  expect(readIdentity("google", { ...google, iss: "https://evil.example" })).toBeNull();
  expect(readIdentity("github", { id: 42, login: "ada", email: "a@b.example", email_verified: false })).toMatchObject({
    ...{ issuer: "https://github.com", subject: "42", name: "ada", email: null },
  });
  expect(readIdentity("github", { login: "ada" })).toBeNull();
});
