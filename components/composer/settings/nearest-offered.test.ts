import { expect, it } from "vitest";
import { choicesFor } from "@/lib/models/choices";
import { nearestOffered } from "./nearest-offered";

const openai = choicesFor("seedance-2.0", "text", "openai").durations;
const native = choicesFor("seedance-2.0", "text", "native").durations;

it("comes to where it is moved", () => expect(nearestOffered(native, 13, 12)).toBe(13));

it("passes over lengths that the style in use does not have, either way", () => {
  expect(nearestOffered(openai, 13, 12)).toBe(15);
  expect(nearestOffered(openai, 14, 15)).toBe(12);
});
