import { beforeEach, describe, expect, it, vi } from "vitest";
import { checkCredentials } from "@/lib/access/identity/check-credentials";
import { forgetEnv } from "@/lib/platform/env";
import type { AppError } from "@/lib/shared/errors";
import { db, truncateAll } from "@/lib/testing/database";
import { isFreshServer } from "./queries";
import { signUpOwner } from "./sign-up-owner";

vi.mock("node:timers/promises", () => ({ setTimeout: () => Promise.resolve() }));

const visitor = { network: "203.0.113.0/24", locale: "en" } as const;
const input = { name: "Ana", email: "ana@example.com", password: "correct horse", setupCode: "KITE-4711" };

beforeEach(async () => {
  await truncateAll();
  process.env.SETUP_CODE = "KITE-4711";
  forgetEnv();
});

describe("the first sign-up", () => {
  it("makes the owner, a team and its first project", async () => {
    expect(await isFreshServer()).toBe(true);
    const { userId, home } = await signUpOwner(visitor, input);
    expect(home).toEqual({ team: "studio", project: "first-project" });
    expect(await isFreshServer()).toBe(false);
    const team = await db.team.findFirstOrThrow({ include: { memberships: true, projects: true } });
    expect(team.memberships).toMatchObject([{ userId, role: "owner" }]);
    expect(team.projects).toMatchObject([{ name: "First project" }]);
    expect(await checkCredentials(input.email, input.password, visitor.network)).toMatchObject({ userId });
    expect(await db.signInFailure.count()).toBe(0);
  });

  it("names them in the visitor's language, with slugs that stay Latin", async () => {
    const { home } = await signUpOwner({ ...visitor, locale: "zh-Hans" }, input);
    expect(home).toEqual({ team: "team", project: "project-1" });
    expect(await db.team.findFirstOrThrow()).toMatchObject({ name: "工作室" });
  });

  it("takes the code as people type and paste it", async () => {
    for (const setupCode of ["7KQM-2XWD-P9TA", "Kite 4711 ☂"]) {
      process.env.SETUP_CODE = setupCode;
      forgetEnv();
      const pasted = setupCode.includes("☂") ? "Kite4711 ☂ " : " 7kqm 2XWD–P9TA.\n";
      expect((await signUpOwner(visitor, { ...input, setupCode: pasted })).home).toEqual({ team: "studio", project: "first-project" });
      await truncateAll();
    }
  });

  it("refuses a wrong code, an empty one and a server without one, and leaves nothing behind", async () => {
    for (const setupCode of ["KITE-4712", "kite", "KITE-4711x"]) {
      await expect(signUpOwner(visitor, { ...input, setupCode })).rejects.toMatchObject({
        code: "wrong-setup-code",
        fields: { setupCode: { code: "wrong" } },
      });
    }
    delete process.env.SETUP_CODE;
    forgetEnv();
    await expect(signUpOwner(visitor, { ...input, setupCode: "undefined" })).rejects.toMatchObject({ code: "wrong-setup-code" });
    expect(await db.user.count()).toBe(0);
    expect(await db.team.count()).toBe(0);
  });

  it("lets nobody guess the code", async () => {
    const guesses = Array.from({ length: 200 }, (_, number) => signUpOwner(visitor, { ...input, setupCode: `KITE-${number}` }));
    const codes = (await Promise.allSettled(guesses)).map((one) => (one.status === "rejected" ? (one.reason as AppError).code : "in"));
    expect(codes.filter((code) => code === "wrong-setup-code").length).toBeLessThan(10);
    expect(codes.filter((code) => code === "too-many-requests").length).toBeGreaterThan(190);
    // Whoever stands at the machine is not kept out by it.
    expect((await signUpOwner({ ...visitor, network: "127.0.0.0/24" }, input)).home).toEqual({ team: "studio", project: "first-project" });
  });

  it("happens once, also when several try at the same moment", async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, (_, number) =>
        signUpOwner({ ...visitor, network: `10.0.${number}.0/24` }, { ...input, email: `person-${number}@example.com` }),
      ),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of tries) if (one.status === "rejected") expect((one.reason as AppError).code).toBe("setup-done");
    expect(await db.user.count()).toBe(1);
    expect(await db.team.count()).toBe(1);
    expect(await db.project.count()).toBe(1);
    await expect(signUpOwner(visitor, { ...input, email: "late@example.com" })).rejects.toMatchObject({ code: "setup-done" });
  });
});
