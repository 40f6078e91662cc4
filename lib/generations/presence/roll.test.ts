import { beforeEach, expect, it } from "vitest";
import { GONE_MS, MOST_PAGES, MOST_PEOPLE } from "./limits";
import { Roll, type Sign } from "./roll";

let changed: string[];
let roll: Roll;
beforeEach(() => {
  changed = [];
  roll = new Roll((teamId, projectId) => changed.push(`${teamId} ${projectId}`));
});
const sign = (part: Partial<Sign> = {}): Sign => ({
  ...{ teamId: "team", projectId: "harbour", userId: "ada", name: "Ada", page: "one", clipId: null },
  ...part,
});
const told = (): string[] => changed.splice(0);

it("shows each person once, with the clips of all of their pages, and tells only what changed", () => {
  expect(roll.note(sign({ clipId: "boat" }), 1)).toBe(true);
  roll.note(sign({ page: "two", clipId: "pier" }), 2);
  roll.note(sign({ userId: "bo", name: "Bo" }), 3);
  expect(roll.people("team", "harbour")).toEqual([
    { id: "ada", name: "Ada", clips: ["boat", "pier"] },
    { id: "bo", name: "Bo", clips: [] },
  ]);
  expect(told()).toHaveLength(3);
  expect(roll.note(sign({ clipId: "boat" }), 4)).toBe(false);
  expect(told()).toEqual([]);
  expect(roll.people("other", "harbour")).toEqual([]);
});

it("moves a page from one project to another, and does not go back by what comes late", () => {
  roll.note(sign(), 1);
  told();
  roll.note(sign({ projectId: "night" }), 3);
  expect(told().sort()).toEqual(["team harbour", "team night"]);
  expect(roll.note(sign(), 2)).toBe(false);
  expect([roll.people("team", "harbour"), roll.people("team", "night").length]).toEqual([[], 1]);
});

it("forgets a page at once when it is left, and after a while when nothing is heard of it", () => {
  roll.note(sign(), 0);
  roll.note(sign({ page: "two" }), 1_000);
  told();
  roll.leave("team", { userId: "ada", page: "one" });
  roll.leave("team", { userId: "ada", page: "one" });
  expect(told()).toHaveLength(1);
  expect(roll.people("team", "harbour")).toHaveLength(1);
  // Nobody leaves for another.
  roll.leave("team", { userId: "bo", page: "two" });
  roll.sweep(1_000 + GONE_MS - 1);
  expect(roll.people("team", "harbour")).toHaveLength(1);
  told();
  roll.sweep(1_000 + GONE_MS);
  expect([roll.people("team", "harbour"), told()]).toEqual([[], ["team harbour"]]);
});

it("forgets somebody in one team and not in another", () => {
  roll.note(sign(), 1);
  roll.note(sign({ teamId: "guild" }), 1);
  roll.forget("team", "ada");
  expect([roll.people("team", "harbour").length, roll.people("guild", "harbour").length]).toEqual([0, 1]);
});

it("keeps so many pages of a person, and tells of so many people", () => {
  for (let at = 0; at <= MOST_PAGES; at++) roll.note(sign({ page: String(at), clipId: String(at) }), at);
  const [ada] = roll.people("team", "harbour");
  expect([ada!.clips.length, ada!.clips.includes("0")]).toEqual([MOST_PAGES, false]);
  for (let at = 0; at <= MOST_PEOPLE; at++) roll.note(sign({ userId: String(at) }), at);
  expect(roll.people("team", "harbour")).toHaveLength(MOST_PEOPLE);
});
