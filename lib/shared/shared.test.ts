import { describe, expect, it } from "vitest";
import { createFakeClock } from "@/lib/testing/fake-clock";
import { systemClock } from "./clock";
import { decodeCursor, encodeCursor } from "./cursor";
import { APP_ERROR_CODES, AppError, httpStatusOf } from "./errors";
import { isId, newId } from "./ids";
import { hashSecret, newSecret } from "./secrets";
import { paths, safeReturnTo } from "./paths";

describe("cursors", () => {
  it("come back as they went out", () => {
    const cursor = { createdAt: new Date("2026-11-22T10:00:00.123Z"), id: newId() };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
    const early = { createdAt: new Date(-5), id: newId() };
    expect(decodeCursor(encodeCursor(early))).toEqual(early);
  });

  it.each([null, undefined, "", ".", "abc", "abc.def", `zzzzzzzzzzzzzzz.${newId()}`, `.${newId()}`, `x'; drop table.${newId()}x`])(
    "are not made of %s",
    (text) => {
      expect(decodeCursor(text)).toBeNull();
    },
  );
});

describe("ids and secrets", () => {
  it("made later sort later", () => {
    const ids = Array.from({ length: 100 }, newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(100);
    expect(ids.every(isId)).toBe(true);
  });

  it("are not taken for what they are not", () => {
    for (const value of [null, 7, "", "abc", `${newId()}0`, `../${newId()}`]) expect(isId(value)).toBe(false);
  });

  it("of links are long, safe in a URL, and stored only as their hash", () => {
    const secret = newSecret();
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(hashSecret(secret)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashSecret(secret)).toBe(hashSecret(secret));
    expect(newSecret()).not.toBe(secret);
  });
});

describe("paths", () => {
  it("cannot be broken out of by a name", () => {
    expect(paths.create("a/b", "c?d")).toBe("/t/a%2Fb/p/c%3Fd/create");
    expect(paths.api.generations("team", "project", { cursor: "cur.sor" })).toBe(
      "/api/generations?team=team&project=project&cursor=cur.sor",
    );
  });

  it("lead back into the studio only", () => {
    for (const evil of [
      "//evil.com",
      "/\\evil.com",
      "/\tevil.com",
      "\\\\evil.com",
      "https://evil.com",
      "javascript:alert(1)",
      "/ok\\..\\evil",
      "",
      null,
      undefined,
    ]) {
      expect(safeReturnTo(evil)).toBe("/");
    }
    expect(safeReturnTo("/t/studio/p/first/create?clip=1")).toBe("/t/studio/p/first/create?clip=1");
    // What the browser makes of it stays on our origin.
    expect(new URL(safeReturnTo("/t/x"), "https://studio.example").origin).toBe("https://studio.example");
  });
});

describe("refusals", () => {
  it("have a status for each code, and an error carries all that its sentence needs", () => {
    for (const code of APP_ERROR_CODES) expect(httpStatusOf(code)).toBeGreaterThanOrEqual(400);
    expect([httpStatusOf("not-found"), httpStatusOf("storage-full"), httpStatusOf("unexpected"), httpStatusOf("bad-input")]).toEqual([
      404, 507, 500, 400,
    ]);
    const cause = new Error("why");
    const error = new AppError("too-large", { values: { limit: 5 }, fields: { file: { code: "tooLarge" } }, cause });
    expect(error).toMatchObject({
      code: "too-large",
      message: "too-large",
      values: { limit: 5 },
      fields: { file: { code: "tooLarge" } },
      cause,
    });
  });
});

describe("clocks", () => {
  it("of tests stand still until they are moved", () => {
    const clock = createFakeClock(1_000);
    expect(clock.now()).toBe(1_000);
    clock.advance(500);
    expect(clock.now()).toBe(1_500);
    clock.set(0);
    expect(clock.now()).toBe(0);
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(100);
  });
});
