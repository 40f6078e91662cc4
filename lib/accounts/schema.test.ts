import { describe, expect, it } from "vitest";
import { joinTeamSchema, signUpOwnerSchema } from "./schema";

const person = { name: "Ana", email: "Ana@Studio.Example", password: "correct horse", setupCode: " abc " };
const passwordIsFine = (password: string) => signUpOwnerSchema.safeParse({ ...person, password }).success;

describe("signing up", () => {
  it("keeps a password as typed and everything else in its one form", () => {
    const parsed = signUpOwnerSchema.parse({ ...person, name: "  Ana\nMaria ", password: "  ten chars  " });
    expect(parsed).toEqual({ name: "Ana Maria", email: "ana@studio.example", password: "  ten chars  ", setupCode: "abc" });
  });

  it("takes no name in which there is nothing to see", () => {
    const isTaken = (name: string) => signUpOwnerSchema.safeParse({ ...person, name, password: "ten chars and more" }).success;
    expect(["", "  ", "\u200b\u2060\ufeff", "\u2800", "\u00ad"].filter(isTaken)).toEqual([]);
    expect(isTaken("\u200bAna")).toBe(true);
  });

  it("finds the secret in what people paste of a link", () => {
    const token = "aB3_-".repeat(8) + "xyz";
    for (const pasted of [token, ` ${token}.`, `https://studio.example/invite/${token}.`, `(${token})`, `“${token}”，`])
      expect(joinTeamSchema.parse({ token: pasted })).toEqual({ token });
    expect(joinTeamSchema.parse({ token: " worthless " })).toEqual({ token: "worthless" });
  });

  it("counts a password's length in code points", () => {
    expect(passwordIsFine("12345678901")).toBe(false);
    expect(passwordIsFine("123456789012")).toBe(true);
    expect(passwordIsFine("密码密码密码密码密码密码")).toBe(true);
    expect(passwordIsFine("🌧️🌧️🌧️🌧️🌧️🌧️")).toBe(true);
    expect(passwordIsFine("🌧🌧🌧🌧🌧🌧🌧🌧🌧🌧🌧")).toBe(false);
    expect(passwordIsFine("x".repeat(256))).toBe(true);
    expect(passwordIsFine("x".repeat(257))).toBe(false);
  });
});
