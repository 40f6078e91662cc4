import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/testing/database";
import { makeUser } from "@/lib/testing/factories";
import { AppError } from "@/lib/shared/errors";
import { checkCredentials } from "./check-credentials";
import { beginAttempt } from "./sign-in-throttle";

const HOME = "203.0.113.0/24";
const ELSEWHERE = "198.51.100.0/24";
const PASSWORD = "correct horse";

/** The code with which it is refused, or "ok". */
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error as Error)),
  );
const signIn = (email: string, password: string, network = HOME) => outcome(checkCredentials(email, password, network));

beforeEach(async () => {
  await db.signInFailure.deleteMany();
});

describe("signing in", () => {
  it("takes the right password and refuses everything else alike", async () => {
    const user = await makeUser({ password: PASSWORD });
    const disabled = await makeUser({ password: PASSWORD, disabledAt: new Date() });
    expect(await checkCredentials(user.email, PASSWORD, HOME)).toBe(user.id);
    expect(await signIn(user.email, "wrong horse")).toBe("wrong-password");
    expect(await signIn("nobody@example.com", PASSWORD)).toBe("wrong-password");
    expect(await signIn(disabled.email, PASSWORD)).toBe("wrong-password");
  });

  it("stops guessing after five failures from one place, but not for the person elsewhere", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (let round = 0; round < 5; round++) expect(await signIn(user.email, "wrong horse")).toBe("wrong-password");
    expect(await signIn(user.email, PASSWORD)).toBe("too-many-requests");
    expect(await signIn(user.email, PASSWORD, ELSEWHERE)).toBe("ok");
  });

  it("says for how many minutes, and opens again by itself, without a refused try making it longer", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (let round = 0; round < 5; round++) await signIn(user.email, "wrong horse");
    await db.signInFailure.updateMany({ data: { createdAt: new Date(Date.now() - 10 * 60_000 - 1000) } });
    await expect(checkCredentials(user.email, PASSWORD, HOME)).rejects.toMatchObject({
      fields: { password: { code: "tooManyAttempts", values: { minutes: 5 } } },
    });
    await db.signInFailure.updateMany({ data: { createdAt: new Date(Date.now() - 15 * 60_000 - 1000) } });
    expect(await signIn(user.email, PASSWORD)).toBe("ok");
  });

  it("forgets failures once the password was right", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (let day = 0; day < 3; day++) {
      for (let round = 0; round < 4; round++) expect(await signIn(user.email, "wrong horse")).toBe("wrong-password");
      expect(await signIn(user.email, PASSWORD)).toBe("ok");
    }
  });

  it("counts guesses that come all at once", async () => {
    const user = await makeUser({ password: PASSWORD });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => signIn(user.email, "wrong horse")));
    expect(outcomes.filter((code) => code === "wrong-password").length).toBeLessThanOrEqual(5);
    expect(outcomes.every((code) => code === "wrong-password" || code === "too-many-requests")).toBe(true);
  });

  it("stops one place from trying 30 accounts an hour", async () => {
    for (let number = 0; number < 30; number++) await beginAttempt("sign-in", `person-${number}@example.com`, HOME);
    expect(await outcome(beginAttempt("sign-in", "fresh@example.com", HOME))).toBe("too-many-requests");
    expect(await outcome(beginAttempt("sign-in", "fresh@example.com", ELSEWHERE))).toBe("ok");
  });

  it("only slows an account down that is tried from everywhere, so that nobody can be locked out", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (let number = 0; number < 21; number++) await beginAttempt("sign-in", user.email, `10.0.${number}.0/24`);
    const start = performance.now();
    expect(await signIn(user.email, PASSWORD)).toBe("ok");
    expect(performance.now() - start).toBeGreaterThan(400);
  });

  it("keeps no failure longer than it counts", async () => {
    await beginAttempt("sign-in", "a@example.com", HOME);
    await db.signInFailure.updateMany({ data: { createdAt: new Date(Date.now() - 61 * 60_000) } });
    await beginAttempt("sign-in", "b@example.com", HOME);
    expect(await db.signInFailure.count()).toBe(3);
  });
});
