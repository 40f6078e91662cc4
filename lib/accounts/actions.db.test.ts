import { beforeEach, describe, expect, it, vi } from "vitest";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import { forgetEnv } from "@/lib/platform/env";
import { db, truncateAll } from "@/lib/testing/database";
import { makeInvite, makeMember, makeUser } from "@/lib/testing/factories";
import { browser, freshBrowser } from "@/lib/testing/next-headers";
import { acceptInviteAction, joinTeamAction, signInAction, signOutAction, signUpOwnerAction } from "./actions";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const ana = { name: "Ana", email: "Ana@Example.com", password: "correct horse" };

beforeEach(async () => {
  await truncateAll();
  freshBrowser();
  process.env.SETUP_CODE = "KITE-4711";
  forgetEnv();
});

describe("a person's way in", () => {
  it("leads from the setup code to a session, out, and back in by password", async () => {
    browser.headers.set("accept-language", "zh-CN,zh;q=0.9");
    const signedUp = await signUpOwnerAction({ ...ana, setupCode: "KITE-4711" });
    expect(signedUp).toEqual({ ok: true, data: { team: "team", project: "project-1" } });
    expect(await getCurrentUser()).toMatchObject({ email: "ana@example.com", name: "Ana", locale: "zh-Hans" });
    expect(await signOutAction()).toEqual({ ok: true, data: null });
    expect(await getCurrentUser()).toBeNull();
    expect(await signInAction({ email: " ANA@example.com", password: ana.password })).toEqual({ ok: true, data: { asksForCode: false } });
    expect((await getCurrentUser())?.email).toBe("ana@example.com");
  });

  it("is refused in place, without a session", async () => {
    expect(await signUpOwnerAction({ name: "", email: "ana", password: "short", setupCode: "" })).toEqual({
      ok: false,
      error: {
        code: "bad-input",
        fields: {
          name: { code: "required" },
          email: { code: "invalidEmail" },
          password: { code: "tooShort", values: { min: 12 } },
          setupCode: { code: "required" },
        },
      },
    });
    expect(await signInAction({ email: ana.email, password: ana.password })).toEqual({ ok: false, error: { code: "wrong-password" } });
    expect(await signInAction(null as never)).toMatchObject({ ok: false, error: { code: "bad-input" } });
    expect(browser.cookies.size).toBe(0);
  });

  it("leads by an invitation into its team, with a new account or the present one", async () => {
    const owner = await makeMember("owner");
    const first = await makeInvite(owner, { role: "creator" });
    const accepted = await acceptInviteAction({ ...ana, token: first.token });
    const team = await db.team.findUniqueOrThrow({ where: { id: owner.teamId } });
    expect(accepted).toEqual({ ok: true, data: { team: team.slug, project: null } });
    expect((await getCurrentUser())?.email).toBe("ana@example.com");

    const elsewhere = await makeMember("owner");
    const second = await makeInvite(elsewhere, { role: "viewer" });
    expect(await joinTeamAction({ token: second.token })).toMatchObject({ ok: true });
    expect(await db.membership.count({ where: { user: { email: "ana@example.com" } } })).toBe(2);

    freshBrowser();
    expect(await joinTeamAction({ token: second.token })).toEqual({ ok: false, error: { code: "not-signed-in" } });
  });

  it("is closed to a second first visitor", async () => {
    await makeUser();
    expect(await signUpOwnerAction({ ...ana, setupCode: "KITE-4711" })).toEqual({ ok: false, error: { code: "setup-done" } });
  });
});
