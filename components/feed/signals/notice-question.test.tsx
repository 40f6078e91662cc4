import { afterEach, expect, it, vi } from "vitest";
import { draw, seen } from "@/lib/testing/draw";
import { NoticeQuestion } from "./notice-question";

afterEach(() => vi.unstubAllGlobals());

/** In a browser that has decided so far as told. */
function question({ permission = "default", declined = null as string | null, isSecure = true }): string {
  const Notification = { permission };
  vi.stubGlobal("window", { Notification });
  vi.stubGlobal("Notification", Notification);
  vi.stubGlobal("isSecureContext", isSecure);
  vi.stubGlobal("localStorage", { getItem: () => declined });
  return seen(draw(<NoticeQuestion />));
}

it("asks once whether the system shall say when a clip is ready, where there is something to ask", () => {
  expect(question({})).toBe("Tell me when it is ready?YesNo");
  for (const decided of [{ permission: "granted" }, { permission: "denied" }, { declined: "1" }, { isSecure: false }])
    expect(question(decided)).toBe("");
});
