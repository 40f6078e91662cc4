import { describe, expect, it } from "vitest";
import { clipAt } from "./dragged-address";

describe("An address that is dragged here", () => {
  const at = (address: string) => clipAt(address, "https://studio.example", "team a");
  it("tells which clip of the team it is the page of", () => {
    expect(at("https://studio.example/t/team%20a/p/film/create?clip=7")).toBe("7");
  });
  it.each([
    "https://studio.example/t/team%20a/p/film/create",
    "https://studio.example/t/team/p/film/create?clip=7",
    "https://elsewhere.example/t/team%20a/p/film/create?clip=7",
    "no address",
  ])("is none of a clip: %s", (address) => expect(at(address)).toBeNull());
});
