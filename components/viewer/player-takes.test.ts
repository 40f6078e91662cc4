import { expect, it } from "vitest";
import type { CardView } from "@/lib/generations/view";
import { comparable } from "./player-takes";

const take = (id: string, isReady = true) => ({ id, video: isReady ? { durationMs: 4_000 } : undefined }) as CardView;

it("what is compared first is the clip that is seen and its nearest takes, in their order", () => {
  const takes = [take("1"), take("2"), take("3", false), take("4"), take("5"), take("6")];
  expect(comparable(takes, "4")).toEqual(["1", "2", "4", "5"].slice(0, 4));
  expect(comparable(takes, "6")).toEqual(["2", "4", "5", "6"]);
  expect(comparable(takes, "3"), "one that is not ready").toEqual([]);
  expect(comparable([take("1")], "1"), "the only one").toEqual([]);
});
