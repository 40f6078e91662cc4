import { expect, it } from "vitest";
import { assertSlot, takeSlot } from "./slots";

it("one archive is sent to a person at a time, three by a process, and the next when one has ended", () => {
  const end = takeSlot("a");
  expect(() => takeSlot("a")).toThrow(expect.objectContaining({ code: "download-running" }));
  const ends = [takeSlot("b"), takeSlot("c")];
  expect(() => assertSlot("d")).toThrow(expect.objectContaining({ code: "too-many-downloads" }));
  end();
  const again = takeSlot("a");
  // A second end of the first one is not the end of this one.
  end();
  expect(() => takeSlot("a")).toThrow();
  for (const one of [again, ...ends]) one();
  assertSlot("a");
});
