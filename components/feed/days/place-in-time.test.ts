import { expect, it } from "vitest";
import { leftAt, nameOfList, placeInTime } from "./place-in-time";

it("of a project's lists the one that is shown alone is found again where it was left", () => {
  const [all, rain, other] = [nameOfList("film", ""), nameOfList("film", "q=rain"), nameOfList("trailer", "")];
  for (const name of [all, rain, other]) {
    placeInTime.go(name, "2026-11-20T24:00 UTC");
    leftAt.write(name, { id: "a clip", top: 10 });
  }
  placeInTime.show(rain);
  expect([all, rain, other].map((name) => placeInTime.read(name) !== "")).toEqual([false, true, true]);
  expect([all, rain, other].map((name) => leftAt.take(name) !== undefined)).toEqual([false, true, true]);
});
