import { beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/testing/database";
import { makeUser } from "@/lib/testing/factories";
import { AppError } from "@/lib/shared/errors";
import { CLIENT_ADDRESS_HEADER, clientNetwork } from "../client-address";
import { checkCredentials } from "./check-credentials";
import { beginAttempt } from "../rate-limit";

// How long each guess had to wait; nobody waits in a test.
const waits = vi.hoisted((): number[] => []);
vi.mock("node:timers/promises", () => ({
  setTimeout: (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  },
}));

/** The pauses of a second and more; a slow machine has been busy for a part of each. */
const inSeconds = (all: readonly number[]): number[] => all.filter((ms) => ms > 200).map((ms) => Math.ceil(ms / 1000));
/** As if the last guess had been judged this very moment. */
const passTime = () =>
  db.$executeRaw`UPDATE sign_in_failures SET created_at = created_at - ((SELECT max(created_at) FROM sign_in_failures) - clock_timestamp())`;

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
  waits.length = 0;
});

describe("signing in", () => {
  it("takes the right password and refuses everything else alike", async () => {
    const user = await makeUser({ password: PASSWORD });
    const disabled = await makeUser({ password: PASSWORD, disabledAt: new Date() });
    expect(await checkCredentials(user.email, PASSWORD, HOME)).toMatchObject({ userId: user.id });
    expect(await signIn(user.email, "wrong horse")).toBe("wrong-password");
    expect(await signIn("nobody@example.com", PASSWORD)).toBe("wrong-password");
    expect(await signIn(disabled.email, PASSWORD)).toBe("wrong-password");
  });

  it("lets guesses through one at a time, with a pause that grows to 25 s, and refuses nobody who waits", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (let round = 0; round < 11; round++) {
      expect(await signIn(user.email, "wrong horse")).toBe("wrong-password");
      await passTime();
    }
    expect(inSeconds(waits)).toEqual([1, 2, 4, 8, 16, 25, 25]);
    expect(await signIn(user.email, PASSWORD)).toBe("ok");
    // What was right is forgotten at once.
    waits.length = 0;
    expect(await signIn(user.email, PASSWORD)).toBe("ok");
    expect(inSeconds(waits)).toEqual([]);
  });

  it("judges 200 guesses that come all at once one by one, and most of them not at all", async () => {
    const user = await makeUser({ password: PASSWORD });
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => signIn(user.email, "wrong horse")));
    const judged = outcomes.filter((code) => code === "wrong-password");
    expect(judged.length).toBeLessThan(10);
    expect(outcomes.filter((code) => code === "too-many-requests")).toHaveLength(200 - judged.length);
    // Each has a moment of its own.
    const places = await db.signInFailure.findMany({ where: { key: { contains: ":pair:" } }, orderBy: { createdAt: "asc" } });
    const gaps = places.slice(1).map((place, index) => place.createdAt.getTime() - places[index]!.createdAt.getTime());
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(99);
    // A refused guess is not counted: 200 more would find the same line.
    expect(await db.signInFailure.count()).toBe(2 * judged.length);
  });

  it("never keeps the right password out for what a stranger does elsewhere", async () => {
    const user = await makeUser({ password: PASSWORD });
    await Promise.all(Array.from({ length: 60 }, (_, n) => signIn(user.email, "wrong horse", `10.0.${n % 3}.0/24`)));
    waits.length = 0;
    expect(await signIn(user.email, PASSWORD)).toBe("ok");
    expect(waits).toEqual([]);
  });

  it("counts the socket's network, whatever a client writes into its headers", async () => {
    const user = await makeUser({ password: PASSWORD });
    for (let number = 0; number < 8; number++) {
      const forged = { [CLIENT_ADDRESS_HEADER]: "203.0.113.9", "x-forwarded-for": `10.0.${number}.1`, "x-real-ip": `10.0.${number}.1` };
      await signIn(user.email, "wrong horse", clientNetwork(new Headers(forged)));
      await passTime();
    }
    expect(inSeconds(waits).at(-1)).toBe(8);
  });

  it("slows one place down that tries many accounts, without closing it", async () => {
    for (let number = 0; number < 40; number++) {
      await beginAttempt("sign-in", `person-${number}@example.com`, HOME);
      await passTime();
    }
    expect(inSeconds(waits).at(-1)).toBe(2);
    waits.length = 0;
    await beginAttempt("sign-in", "fresh@example.com", ELSEWHERE);
    expect(waits).toEqual([]);
  });

  it("looks at a few rows, however many there are, and keeps none longer than it counts", async () => {
    await db.signInFailure.createMany({
      data: Array.from({ length: 1000 }, () => ({ key: "old", createdAt: new Date(Date.now() - 61 * 60_000) })),
    });
    await beginAttempt("sign-in", "b@example.com", HOME);
    expect(await db.signInFailure.count()).toBe(2);
  });
});
