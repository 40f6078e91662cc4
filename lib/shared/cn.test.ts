import { expect, it } from "vitest";
import { cn } from "./cn";

it("a later class name wins over an earlier one of the same kind, and only over that", () => {
  expect(cn("px-2 text-sm text-quiet", "p-4 text-failed")).toBe("text-sm p-4 text-failed");
  expect(cn("p-4", "px-2")).toBe("p-4 px-2");
  expect(cn("size-4", "w-6")).toBe("size-4 w-6");
  expect(cn("h-4 w-4", "size-6")).toBe("size-6");
  expect(cn("hover:bg-raised bg-surface", "bg-overlay")).toBe("hover:bg-raised bg-overlay");
  expect(cn("rounded-md", false, undefined, ["rounded-video"])).toBe("rounded-video");
  expect(cn("own-class", "own-class-too")).toBe("own-class own-class-too");
});
