import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { afterSave, keepDraft, readDraft } from "./captions-draft";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

describe("captions that are typed", () => {
  it("come back after a reload with the version that they build on, also where all words were taken out", () => {
    keepDraft("one", { text: "", version: 3 });
    expect(readDraft("one")).toEqual({ text: "", version: 3 });
    expect(readDraft("two")).toBeNull();
    keepDraft("one", null);
    expect([...kept.keys()]).toEqual([]);
  });

  it("are none where something else was kept", () => {
    for (const value of ["WEBVTT", '{"text":"Ahoy"}', "7"]) {
      kept.set("viewer.captions.one", value);
      expect(readDraft("one")).toBeNull();
    }
  });

  it("stay after a save as far as they were not sent with it", () => {
    expect(afterSave({ text: "Ahoy", version: 1 }, "Ahoy", 2)).toBeNull();
    expect(afterSave({ text: "Ahoy there", version: 1 }, "Ahoy", 2)).toEqual({ text: "Ahoy there", version: 2 });
    expect(afterSave(null, "Ahoy", 2)).toBeNull();
  });
});
