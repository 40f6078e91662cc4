import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createAutosave, type SaveState } from "./autosave";
import { draftFromState, emptyState } from "./composer-state";
import { readLocalCopy, type PendingFile } from "./local-copy";

const draft = (prompt: string) => draftFromState({ ...emptyState(), prompt });

const copy = (prompt: string, pending: PendingFile[] = []) => ({ draft: draft(prompt), assets: [], pending });

function setUp(save: (prompt: string) => Promise<"saved" | "failed" | "conflict">) {
  const states: SaveState[] = [];
  const saved: string[] = [];
  const autosave = createAutosave({
    userId: "u",
    projectId: "p",
    version: () => 7,
    save: async ({
      draft: {
        recipe: { prompt },
      },
    }) => {
      saved.push(prompt);
      return save(prompt);
    },
    onState: (state) => states.push(state),
  });
  return { autosave, states, saved };
}

beforeEach(() => {
  vi.useFakeTimers();
  const store = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("saves once, 400 ms after the last change", async () => {
  const { autosave, states, saved } = setUp(async () => "saved");
  autosave.change(copy("a"));
  await vi.advanceTimersByTimeAsync(399);
  autosave.change(copy("ab"));
  await vi.advanceTimersByTimeAsync(399);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(saved).toEqual(["ab"]);
  expect(states).toEqual(["saving", "saved"]);
  expect(readLocalCopy("u", "p")).toBeNull();
});

it("takes back that all is saved with the very change that is not", async () => {
  const { autosave, states } = setUp(async () => "saved");
  autosave.change(copy("a"));
  await vi.advanceTimersByTimeAsync(400);
  expect(states.at(-1)).toBe("saved");
  autosave.change(copy("ab"));
  expect(states.at(-1)).toBe("saving");
  autosave.change(copy("a"));
  await vi.advanceTimersByTimeAsync(400);
  expect(states.at(-1)).toBe("saved");
});

it("a change during a save is saved after it, in order", async () => {
  let finish = (_answer: "saved") => {};
  const { autosave, saved } = setUp(() => new Promise((resolve) => (finish = resolve)));
  autosave.change(copy("first"));
  await vi.advanceTimersByTimeAsync(400);
  autosave.change(copy("second"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(saved).toEqual(["first"]);
  finish("saved");
  await vi.advanceTimersByTimeAsync(400);
  expect(saved).toEqual(["first", "second"]);
});

it("what was taken back while it waited to be saved is told as saved", async () => {
  let finish = (_answer: "saved") => {};
  const { autosave, states, saved } = setUp(() => new Promise((resolve) => (finish = resolve)));
  autosave.change(copy("first"));
  await vi.advanceTimersByTimeAsync(400);
  autosave.change(copy("second"));
  finish("saved");
  await vi.advanceTimersByTimeAsync(100);
  expect(states.at(-1)).toBe("saving");
  autosave.change(copy("first"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(saved).toEqual(["first"]);
  expect(states.at(-1)).toBe("saved");
});

it("what the server did not take stays in this browser and is tried again", async () => {
  let up = false;
  const { autosave, states, saved } = setUp(async () => {
    if (!up) throw new Error("offline");
    return "saved";
  });
  autosave.change(copy("precious"));
  await vi.advanceTimersByTimeAsync(400);
  expect(states.at(-1)).toBe("unsaved");
  expect(readLocalCopy("u", "p")?.draft.recipe.prompt).toBe("precious");
  up = true;
  await vi.advanceTimersByTimeAsync(5000);
  expect(states.at(-1)).toBe("saved");
  expect(saved).toEqual(["precious", "precious"]);
  expect(readLocalCopy("u", "p")).toBeNull();
});

it("a page that goes away keeps what was typed a moment ago", () => {
  const { autosave, saved } = setUp(async () => "saved");
  autosave.change(copy("half a sen"));
  autosave.flush();
  expect(saved).toEqual([]);
  expect(readLocalCopy("u", "p")?.draft.recipe.prompt).toBe("half a sen");
});

it("what the server has already is not saved again", async () => {
  const { autosave, saved } = setUp(async () => "saved");
  autosave.setSaved(draft("known"));
  autosave.change(copy("known"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(saved).toEqual([]);
});

it("a file that the server has not heard of is remembered by name, though its draft is saved", async () => {
  const { autosave } = setUp(async () => "saved");
  const pending: PendingFile = { position: 0, role: "reference", kind: "image", name: "harbour.png" };
  autosave.change(copy("a", [pending]));
  await vi.advanceTimersByTimeAsync(400);
  expect(readLocalCopy("u", "p")).toMatchObject({ saved: true, pending: [pending] });
  autosave.change(copy("a"));
  autosave.flush();
  expect(readLocalCopy("u", "p")).toBeNull();
});

it("what 0.2.0 left in this browser is read as ever", () => {
  const { recipe, inputs } = draft("from before the update");
  localStorage.setItem("dailies.draft:u:p", JSON.stringify({ draft: { ...recipe, inputs }, assets: [], pending: [], saved: false }));
  expect(readLocalCopy("u", "p")?.draft).toEqual({ recipe, inputs });
});

it("a conflict stays in this browser, with what it builds on, and waits for a person", async () => {
  const { autosave, states, saved } = setUp(async () => "conflict");
  autosave.change(copy("mine"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saved).toEqual(["mine"]);
  expect(states.at(-1)).toBe("conflict");
  expect(readLocalCopy("u", "p")).toMatchObject({ draft: { recipe: { prompt: "mine" } }, saved: false, version: 7 });
});
