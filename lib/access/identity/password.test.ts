import { describe, expect, it } from "vitest";
import { hashNewPassword, hashPassword, verifyPassword } from "./password";

describe("passwords", () => {
  it("are kept as argon2id, with a salt each", async () => {
    const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it("that guessers try first are taken from nobody who chooses one", async () => {
    await expect(hashNewPassword("Password1234")).rejects.toMatchObject({ fields: { password: { code: "commonPassword" } } });
    expect(await verifyPassword(await hashNewPassword("a long walk at dusk"), "a long walk at dusk")).toBe(true);
  });

  it("are compared byte for byte, however long", async () => {
    const password = ` Пароль 密码 ${"x".repeat(100)}a `;
    const stored = await hashPassword(password);
    expect(await verifyPassword(stored, password)).toBe(true);
    // Beyond the 72 bytes at which bcrypt would stop reading.
    expect(await verifyPassword(stored, password.replace("a ", "b "))).toBe(false);
    expect(await verifyPassword(stored, password.trim())).toBe(false);
    expect(await verifyPassword(await hashPassword("jose\u0301 jose\u0301"), "josé josé")).toBe(false);
  });

  it("never fit where nobody has one, and saying so takes a hash's time", async () => {
    await verifyPassword(null, "warm up");
    const stored = await hashPassword("correct horse");
    const timeOf = async (hash: string | null) => {
      const times: number[] = [];
      for (let round = 0; round < 5; round++) {
        const start = performance.now();
        expect(await verifyPassword(hash, "wrong horse")).toBe(false);
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const [unknown, known] = [await timeOf(null), await timeOf(stored)];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });
});
