import { describe, expect, it, vi } from "vitest";
import "@/lib/testing/database";
import { disconnectDb } from "./client";
import { Prisma } from "./generated/client";
import type { ask as Ask } from "./pool";

const loadCopy = async (): Promise<typeof Ask> => {
  vi.resetModules();
  return (await import("./pool")).ask;
};

describe("a statement asked many times", () => {
  it("is its own, though two copies of this module (our source and Next's bundle) use the same connections", async () => {
    await disconnectDb();
    const [first, second] = [await loadCopy(), await loadCopy()];
    expect(first).not.toBe(second);
    // One after the other, so that both are asked of the same idle connection.
    expect(await first(Prisma.sql`SELECT 'first' AS "word"`)).toEqual([{ word: "first" }]);
    expect(await second(Prisma.sql`SELECT ${2}::int AS "number"`)).toEqual([{ number: 2 }]);
    expect(await first(Prisma.sql`SELECT 'first' AS "word"`)).toEqual([{ word: "first" }]);
  });
});
