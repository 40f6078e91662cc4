import { expect, it } from "vitest";
import { dayOf, daysOfMonth, monthBeside } from "./periods";

it("days and months are those of UTC", () => {
  expect(dayOf(new Date("2026-11-30T23:59:59.999Z"))).toBe("2026-11-30");
  expect(daysOfMonth("2028-02")).toEqual({ first: "2028-02-01", last: "2028-02-29" });
  expect(daysOfMonth("2026-12").last).toBe("2026-12-31");
  expect([monthBeside("2026-01", -1), monthBeside("2026-12", 1)]).toEqual(["2025-12", "2027-01"]);
});
