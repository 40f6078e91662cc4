import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SavedSequence } from "@/lib/sequences/save-sequence";
import type { SequenceView } from "@/lib/sequences/view";
import type { AppErrorCode } from "@/lib/shared/errors";
import type { ActionResult } from "@/lib/shared/result";
import { SequenceEditor } from "./editor";

type Answer = ActionResult<SavedSequence> | null;

const content = (name: string): SequenceView["content"] => ({
  ...{ name, ratio: "16:9", resolution: "720p", fit: "fit", isLevelled: true, items: [] },
});
const view = (name: string, version: number): SequenceView => ({
  ...{ id: "one", projectId: "", version, content: content(name), cards: [], missing: {} },
});
const saved = (version: number): Answer => ({ ok: true, data: { saved: true, version } });
const refused = (code: AppErrorCode): Answer => ({ ok: false, error: { code } });
const overtaken = (name: string, version: number): Answer => ({ ok: true, data: { saved: false, theirs: view(name, version) } });

/** An editor whose saves wait until they are answered. */
function open(of = view("first", 1)) {
  const sent: { name: string; version: number; answer: (answer: Answer) => void }[] = [];
  const editor = new SequenceEditor(of, ({ name }, version) => new Promise((answer) => sent.push({ name, version, answer })));
  const rename = (name: string): void => editor.change(content(name));
  return { editor, sent, rename };
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("what waits to be saved", () => {
  it("is saved after the save that is under way, and the version holds all of it", async () => {
    const { editor, sent, rename } = open();
    rename("second");
    await vi.advanceTimersByTimeAsync(400);
    rename("third");
    const flushed = editor.flush();
    sent[0]!.answer(saved(2));
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    sent[1]!.answer(saved(3));
    expect(await flushed).toBe(3);
    expect(sent.map(({ name, version }) => [name, version])).toEqual([
      ["second", 1],
      ["third", 2],
    ]);
  });

  it.each([
    ["no answer came", null],
    ["it is refused", refused("bad-input")],
    ["somebody else was faster", overtaken("theirs", 2)],
  ])("is in no version where %s", async (_, answer) => {
    const { editor, sent, rename } = open();
    rename("second");
    const flushed = editor.flush();
    sent[0]!.answer(answer);
    expect(await flushed).toBeNull();
    expect(editor.read().content.name).toBe("second");
  });

  it("is in no version as long as it has to be chosen, and nothing is sent", async () => {
    const { editor, sent, rename } = open();
    rename("second");
    editor.receive(view("theirs", 2));
    expect(await editor.flush()).toBeNull();
    expect(sent).toEqual([]);
  });

  it.each([
    ["no answer", null, 2],
    ["signed out", refused("not-signed-in"), 2],
    ["too many", refused("too-many-requests"), 2],
    ["what is none", refused("bad-input"), 1],
    ["what is gone", refused("not-found"), 1],
    ["a role that may not", refused("not-allowed"), 1],
  ])("is tried again after %s as far as that can help", async (_, answer, times) => {
    const { editor, sent, rename } = open();
    rename("second");
    await vi.advanceTimersByTimeAsync(400);
    sent[0]!.answer(answer);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(sent).toHaveLength(times);
    expect(editor.read().refusal).toEqual(answer === null || answer.ok ? null : answer.error);
  });
});

describe("a change of somebody else", () => {
  it("is asked about after a reload as well, with what was done since", () => {
    const before = open();
    before.rename("second");
    before.editor.receive(view("theirs", 2));
    before.rename("third");
    for (let reloads = 0; reloads < 2; reloads++) {
      const { editor, rename } = open(view("theirs", 2));
      editor.resume();
      expect(editor.read()).toMatchObject({ save: "conflict", content: { name: "third" }, theirs: { content: { name: "theirs" } } });
      rename("fourth");
      rename("third");
    }
  });

  it("does not go under what an operation answers", () => {
    const { editor, rename } = open();
    rename("second");
    editor.replace(view("with clips", 2));
    expect(editor.read()).toMatchObject({ save: "conflict", content: { name: "second" }, theirs: { content: { name: "with clips" } } });
    editor.takeTheirs();
    expect(editor.read()).toMatchObject({ save: "saved", content: { name: "with clips" }, theirs: null });
    editor.undo();
    expect(editor.read().content.name).toBe("second");
  });
});

describe("a page that is older than what was saved", () => {
  it("shows what is stored as soon as it is known", () => {
    const { editor } = open();
    editor.resume();
    editor.receive(view("second", 2));
    expect(editor.read()).toMatchObject({ save: "saved", content: { name: "second" }, theirs: null });
  });

  it("goes on with what this browser kept, without a conflict with itself", async () => {
    const left = open(view("second", 2));
    left.rename("third");
    const { editor, sent } = open(view("first", 1));
    editor.resume();
    editor.receive(view("second", 2));
    expect(editor.read()).toMatchObject({ content: { name: "third" }, theirs: null });
    const flushed = editor.flush();
    expect(sent[0]).toMatchObject({ name: "third", version: 2 });
    sent[0]!.answer(saved(3));
    expect(await flushed).toBe(3);
  });

  it("takes its own save that was answered elsewhere", () => {
    const left = open();
    left.rename("second");
    const { editor } = open();
    editor.resume();
    editor.receive(view("second", 2));
    expect(editor.read()).toMatchObject({ save: "saved", content: { name: "second" }, theirs: null });
  });
});
