import { describe, expect, it } from "vitest";
import { AppError, httpStatusOf } from "@/lib/shared/errors";
import { toActionError } from "./action-error";

describe("what leaves of an error", () => {
  it("is the refusal as it stands", () => {
    expect(toActionError(new AppError("queue-full", { values: { limit: 3 } }))).toEqual({ code: "queue-full", values: { limit: 3 } });
  });

  it("is that nothing goes now, when the database is away or the process has run out of files", () => {
    for (const code of ["ECONNREFUSED", "P1001", "EMFILE", "ENFILE"]) {
      const answer = toActionError(Object.assign(new Error("connect"), { code }));
      expect(answer).toEqual({ code: "unavailable" });
      expect(httpStatusOf(answer.code)).toBe(503);
    }
    expect(toActionError(new Error("timeout exceeded when trying to connect"))).toEqual({ code: "unavailable" });
    expect(toActionError(Object.assign(new Error("timeout"), { cause: { kind: "ConnectionClosed" } }))).toEqual({ code: "unavailable" });
  });

  it("is a reference for anything else", () => {
    expect(toActionError(new Error("secret"))).toEqual({ code: "unexpected", ref: expect.stringMatching(/^[0-9a-f]{8}$/) });
  });
});
