import { expect, test } from "vitest";
import { referSettings } from "./refer";

const model = "seedance-2.0";

test("an extension has the clip's shape and the length of both parts, as far as the model goes", () => {
  expect(referSettings("extend", { model }, 5.04)).toEqual({ ratio: "adaptive", durationSeconds: 10 });
  expect(referSettings("extend", { model }, 12.04).durationSeconds).toBe(15);
  expect(referSettings("extend", { model }, 15.04).durationSeconds).toBeNull();
  expect(referSettings("extend", { model: "seedance-2.5" }, 15.04).durationSeconds).toBe(20);
});

test("an edit has the clip's shape and length", () =>
  expect(referSettings("edit", { model }, 5.04)).toEqual({ ratio: "adaptive", durationSeconds: null }));
