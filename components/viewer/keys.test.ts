import type { KeyboardEvent } from "react";
import { describe, expect, it, vi } from "vitest";
import en from "@/lib/i18n/messages/en/viewer.json";
import { COMMANDS, commandsOf, handleKey, type Player, shortcutOf } from "./keys";

const playback = { framesPerSecond: 24, toggle: vi.fn(), step: vi.fn(), shuttle: vi.fn(), markIn: vi.fn() };
const player = {
  playback,
  newer: null,
  older: vi.fn(),
  reuse: null,
  favourite: vi.fn(),
  mark: null,
  frameAsFirst: null,
  undo: vi.fn(),
  compare: null,
  comment: vi.fn(),
  remove: vi.fn(),
  toggleHelp: vi.fn(),
  toggleDetails: vi.fn(),
} as unknown as Player;

/** @returns whether the viewer took the key */
function press(key: string, event: Partial<KeyboardEvent> = {}, inside: readonly string[] = []): boolean {
  const target = { closest: () => (inside.includes("button") ? {} : null), matches: () => inside.includes("volume") };
  const preventDefault = vi.fn();
  handleKey({ key, target, preventDefault, ...event } as unknown as KeyboardEvent<HTMLElement>, player);
  return preventDefault.mock.calls.length > 0;
}

describe("the viewer's keys", () => {
  it("are each one command, with words in the list", () => {
    const keys = COMMANDS.flatMap((command) => Object.keys(command.keys));
    expect(new Set(keys).size).toBe(keys.length);
    expect(Object.keys(en.help).sort()).toEqual([...COMMANDS.map(({ id }) => id), "title"].sort());
  });

  it("go by frames, and by seconds with Shift", () => {
    press("ArrowLeft");
    press("ArrowRight", { shiftKey: true });
    press("End");
    expect(playback.step.mock.calls).toEqual([[-1], [24], [Infinity]]);
  });

  it("are left to the browser where they do nothing: no newer clip, with Ctrl or Alt, Escape, a button's Space, a slider's arrows", () => {
    expect([press("ArrowUp"), press("ArrowDown"), press("u")]).toEqual([false, true, false]);
    expect([press("k", { ctrlKey: true }), press("k", { altKey: true }), press("Escape")]).toEqual([false, false, false]);
    expect([press(" ", {}, ["button"]), press("ArrowLeft", {}, ["volume"]), press(" ")]).toEqual([false, false, true]);
  });

  it("delete once however long they are held, and are read whatever Shift makes of a letter", () => {
    press("Delete");
    press("Delete", { repeat: true });
    expect(player.remove).toHaveBeenCalledOnce();
    press("?", { shiftKey: true });
    expect(player.toggleHelp).toHaveBeenCalledOnce();
    press("I", { shiftKey: true });
    press("i");
    expect(
      [vi.mocked(player.toggleDetails).mock.calls.length, playback.markIn.mock.calls.length],
      "Shift is another key where it means something",
    ).toEqual([1, 1]);
  });

  it("are listed for whoever can use them", () => {
    const ids = commandsOf(player).map(({ id }) => id);
    expect(["reuse", "frameAsFirst", "compare"].filter((id) => ids.includes(id as "reuse"))).toEqual([]);
    expect(ids).toContain("delete");
    expect(
      commandsOf({
        reuse: vi.fn(),
        frameAsFirst: vi.fn(),
        undo: vi.fn(),
        remove: vi.fn(),
        favourite: vi.fn(),
        mark: vi.fn(),
        judge: vi.fn(),
        compare: vi.fn(),
        comment: vi.fn(),
      }),
    ).toHaveLength(COMMANDS.length);
    expect(press("s")).toBe(false);
  });

  it("are named on the buttons", () => {
    expect([shortcutOf("play"), shortcutOf("mute"), shortcutOf("frame", -1), shortcutOf("clips", 1), shortcutOf("loop")]).toEqual([
      "Space",
      "M",
      ",",
      "ArrowDown",
      "Shift+L",
    ]);
  });
});
