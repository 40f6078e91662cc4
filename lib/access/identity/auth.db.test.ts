import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetEnv } from "@/lib/platform/env";
import { db } from "@/lib/testing/database";
import { makeUser } from "@/lib/testing/factories";
import { browser, freshBrowser, replaceRequiredHeaders } from "@/lib/testing/next-headers";
import { handleAuthRequest } from "../doors/auth-route";
import { endSession, issueSession, startSession } from "./auth";
import { getCurrentUser } from "../callers/current-user";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

replaceRequiredHeaders();

const PASSWORD = "correct horse";

/** Sends a request to next-auth's routes and keeps the cookies that it sets. */
async function send(path: string, form?: Record<string, string>): Promise<Response> {
  const [pathname = "", query = ""] = path.split("?");
  const request = new NextRequest(`http://${browser.headers.get("host")}/api/auth/${pathname}?${query}`, {
    method: form ? "POST" : "GET",
    headers: browser.headers,
    ...(form && { body: new URLSearchParams(form) }),
  });
  const response = await handleAuthRequest(request, { params: Promise.resolve({ nextauth: pathname.split("/") }) });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (!name) continue;
    if (value) browser.cookies.set(name, decodeURIComponent(value));
    else browser.cookies.delete(name);
  }
  return response;
}

async function signIn(email: string, password: string, more: Record<string, string> = {}): Promise<Response> {
  const { csrfToken } = (await (await send("csrf")).json()) as { csrfToken: string };
  return send("callback/credentials", { email, password, csrfToken, ...more });
}

const sessionCookies = () => [...browser.cookies.keys()].filter((name) => name.includes("dailies-session"));

beforeEach(() => {
  freshBrowser({ "x-forwarded-host": "localhost:3000", "x-forwarded-proto": "http" });
});
afterEach(() => {
  delete process.env.PUBLIC_URL;
  delete process.env.NEXTAUTH_URL;
  forgetEnv();
});

describe("next-auth's routes", () => {
  it("sign somebody in, show their session, and end it in the database too", async () => {
    const user = await makeUser({ password: PASSWORD });
    await signIn(` ${user.email.toUpperCase()} `, PASSWORD);
    expect((await getCurrentUser())?.id).toBe(user.id);
    expect(await (await send("session")).json()).toMatchObject({ user: { name: user.name, email: user.email } });

    const kept = new Map(browser.cookies);
    const { csrfToken } = (await (await send("csrf")).json()) as { csrfToken: string };
    await send("signout", { csrfToken });
    expect(sessionCookies()).toEqual([]);
    browser.cookies = kept;
    expect(await getCurrentUser()).toBeNull();
    expect(await (await send("session")).json()).toEqual({});
  });

  it("refuse a wrong password with nothing but a code, and a form of another site altogether", async () => {
    const user = await makeUser({ password: PASSWORD });
    const wrong = await signIn(user.email, "wrong horse");
    expect(new URL(wrong.headers.get("location") ?? "").searchParams.get("error")).toBe("wrong-password");
    await send("callback/credentials", { email: user.email, password: PASSWORD, csrfToken: "made up" });
    browser.headers.set("origin", "http://evil.example");
    expect((await signIn(user.email, PASSWORD)).status).toBe(403);
    expect(sessionCookies()).toEqual([]);
    expect(await db.session.count({ where: { userId: user.id } })).toBe(0);
  });

  it("work under whatever address the studio is opened by", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (const host of ["localhost:3000", "127.0.0.1:4000", "192.168.1.20:3000"]) {
      freshBrowser({ host, origin: `http://${host}`, "x-forwarded-host": host, "x-forwarded-proto": "http" });
      const response = await signIn(user.email, PASSWORD, { callbackUrl: "/t/studio/projects" });
      expect(response.headers.get("location")).toBe(`http://${host}/t/studio/projects`);
      expect((await getCurrentUser())?.id).toBe(user.id);
    }
  });

  it("lead to no other site afterwards", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (const callbackUrl of [
      "//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "https://evil.example/",
      "http://localhost:3000.evil.example/",
      "javascript:alert(1)",
    ]) {
      const response = await signIn(user.email, PASSWORD, { callbackUrl });
      const location = response.headers.get("location");
      if (location?.startsWith("http")) expect(new URL(location).origin).toBe("http://localhost:3000");
      else expect(location ?? "/").toMatch(/^\/(?![/\\])/);
    }
  });

  it("let nobody in whose account asks for a code as well, because they do not ask for it", async () => {
    const user = await makeUser({ password: PASSWORD });
    await db.authenticator.create({ data: { userId: user.id, ciphertext: "sealed", confirmedAt: new Date() } });
    const response = await signIn(user.email, PASSWORD);
    expect(response.headers.get("location")).toContain("code-needed");
    expect(sessionCookies()).toEqual([]);
    expect(await db.session.count({ where: { userId: user.id } })).toBe(0);
  });

  it("let nobody write into the log", async () => {
    expect((await send("_log", { level: "error", code: "SPAM" })).status).toBe(204);
  });
});

describe("the session's cookie", () => {
  it("is for this site's server only", async () => {
    const user = await makeUser({ password: PASSWORD });
    const response = await signIn(user.email, PASSWORD);
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith("dailies-session"));
    expect(cookie).toMatch(/; Path=\/; Expires=.*; HttpOnly; SameSite=Lax/);
    expect(cookie).not.toContain("Secure");
  });

  it("travels over https only when the studio's address is https", async () => {
    process.env.PUBLIC_URL = "https://studio.example";
    forgetEnv();
    const user = await makeUser({ password: PASSWORD });
    browser.headers.set("origin", "https://studio.example");
    const response = await signIn(user.email, PASSWORD);
    const cookie = response.headers.getSetCookie().find((line) => line.includes("dailies-session"));
    expect(cookie).toMatch(/^__Host-dailies-session.*; Secure/);
    expect(response.headers.get("location")).toBe("https://studio.example/");
    expect((await getCurrentUser())?.id).toBe(user.id);
  });

  it("is worth nothing when it was made with another secret, changed, or says nothing", async () => {
    const user = await makeUser();
    const { name, value } = await issueSession(user.id);
    browser.cookies.set(name, value);
    expect((await getCurrentUser())?.id).toBe(user.id);
    for (const bad of [`${value.slice(0, -3)}AAA`, "nonsense", "e30.e30.e30.e30.e30"]) {
      browser.cookies.set(name, bad);
      expect(await getCurrentUser()).toBeNull();
    }
  });

  it("is a new one after each sign-in, and the browser's former session ends", async () => {
    const user = await makeUser();
    await startSession(user.id);
    const former = new Map(browser.cookies);
    await startSession(user.id);
    expect((await getCurrentUser())?.id).toBe(user.id);
    const present = browser.cookies;
    browser.cookies = former;
    expect(await getCurrentUser()).toBeNull();
    browser.cookies = present;
    await endSession();
    expect(sessionCookies()).toEqual([]);
    expect(await db.session.count({ where: { userId: user.id, revokedAt: null } })).toBe(0);
  });
});
