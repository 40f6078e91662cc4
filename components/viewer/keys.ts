import type { KeyboardEvent } from "react";
import type { Playback } from "./playback";

/** What the keys work on. null: not possible now. */
export interface Player {
  playback: Playback;
  newer: (() => void) | null;
  older: (() => void) | null;
  fullscreen: () => void;
  download: () => void;
  reuse: (() => void) | null;
  /** Takes the shown frame as the first one of the next clip. */
  frameAsFirst: (() => void) | null;
  /** Deletes it and goes on to the next one. */
  remove: (() => void) | null;
  /** Brings back what was deleted last. */
  undo: (() => void) | null;
  /** Says of the clip what a key stands for; a viewer has favourites alone. */
  favourite: ((key: string) => void) | null;
  mark: ((key: string) => void) | null;
  /** Approves it, or wants changes. */
  judge: ((key: string) => void) | null;
  /** Lays the next kind of lines over the picture, or none. */
  nextAreas: () => void;
  /** Lays it beside the other takes of its recipe. */
  compare: (() => void) | null;
  /** Begins to write one about what is shown. */
  comment: (() => void) | null;
  toggleDetails: () => void;
  toggleHelp: () => void;
}

interface Command {
  /** Also the name of its words in the list of keys, under `viewer.help`. */
  id: string;
  /** As the keys are labelled. */
  label: string;
  /** Each key as the browser calls it, letters small, after "Ctrl " or "Shift "; and whether it goes back (-1) or on. */
  keys: Readonly<Record<string, 1 | -1>>;
  /** null: the browser does it. */
  run: ((player: Player, by: 1 | -1, key: string) => void) | null;
  when?: (player: Player, by: 1 | -1) => boolean;
  /** What of the player it needs: where that is null, there is no such key. */
  needs?: "reuse" | "frameAsFirst" | "remove" | "undo" | "favourite" | "mark" | "judge" | "compare" | "comment";
  /** Goes on while the key stays down. What deletes, opens or saves is done once. */
  repeats?: boolean;
}

const neighbour = ({ newer, older }: Player, by: 1 | -1) => (by < 0 ? newer : older);

/** The one list of keys. An editor's: clips are seconds long, so the arrows go by frames. */
export const COMMANDS = [
  { id: "play", label: "Space · K", keys: { " ": 1, k: 1 }, run: ({ playback }) => playback.toggle() },
  {
    id: "frame",
    label: ", . · ← →",
    keys: { ",": -1, ".": 1, ArrowLeft: -1, ArrowRight: 1 },
    run: ({ playback }, by) => playback.step(by),
    repeats: true,
  },
  {
    id: "second",
    label: "Shift ← →",
    keys: { "Shift ArrowLeft": -1, "Shift ArrowRight": 1 },
    run: ({ playback }, by) => playback.step(by * Math.round(playback.framesPerSecond)),
    repeats: true,
  },
  { id: "ends", label: "Home · End", keys: { Home: -1, End: 1 }, run: ({ playback }, by) => playback.step(by * Infinity) },
  { id: "shuttle", label: "J · L", keys: { j: -1, l: 1 }, run: ({ playback }, by) => playback.shuttle(by) },
  { id: "mute", label: "M", keys: { m: 1 }, run: ({ playback }) => playback.setMuted(!playback.read().isMuted) },
  { id: "speed", label: "< · >", keys: { "<": -1, ">": 1 }, run: ({ playback }, by) => playback.changeSpeed(by) },
  { id: "markIn", label: "I", keys: { i: 1 }, run: ({ playback }) => playback.markIn() },
  { id: "markOut", label: "O", keys: { o: 1 }, run: ({ playback }) => playback.markOut() },
  { id: "clearRange", label: "Shift X", keys: { "Shift x": 1 }, run: ({ playback }) => playback.clearRange() },
  { id: "loop", label: "Shift L", keys: { "Shift l": 1 }, run: ({ playback }) => playback.setLooping(!playback.read().isLooping) },
  { id: "areas", label: "G", keys: { g: 1 }, run: ({ nextAreas }) => nextAreas() },
  { id: "fullscreen", label: "F", keys: { f: 1 }, run: ({ fullscreen }) => fullscreen() },
  {
    id: "clips",
    label: "↑ ↓",
    keys: { ArrowUp: -1, ArrowDown: 1 },
    run: (player, by) => neighbour(player, by)?.(),
    when: (player, by) => neighbour(player, by) !== null,
    repeats: true,
  },
  { id: "download", label: "D", keys: { d: 1 }, run: ({ download }) => download() },
  { id: "frameAsFirst", label: "S", keys: { s: 1 }, run: ({ frameAsFirst }) => frameAsFirst?.(), needs: "frameAsFirst" },
  { id: "reuse", label: "U", keys: { u: 1 }, run: ({ reuse }) => reuse?.(), needs: "reuse" },
  {
    id: "delete",
    label: "Delete",
    keys: { Delete: 1, Backspace: 1 },
    run: ({ remove }) => remove?.(),
    needs: "remove",
  },
  { id: "undo", label: "Ctrl Z", keys: { "Ctrl z": 1 }, run: ({ undo }) => undo?.(), needs: "undo" },
  { id: "favourite", label: "H", keys: { h: 1 }, run: ({ favourite }, _, key) => favourite?.(key), needs: "favourite" },
  {
    id: "stars",
    label: "0 – 5",
    keys: { "0": 1, "1": 1, "2": 1, "3": 1, "4": 1, "5": 1 },
    run: ({ mark }, _, key) => mark?.(key),
    needs: "mark",
  },
  { id: "verdict", label: "A · X", keys: { a: 1, x: 1 }, run: ({ judge }, _, key) => judge?.(key), needs: "judge" },
  { id: "compare", label: "V", keys: { v: 1 }, run: ({ compare }) => compare?.(), needs: "compare" },
  { id: "comment", label: "C", keys: { c: 1 }, run: ({ comment }) => comment?.(), needs: "comment" },
  { id: "details", label: "Shift I", keys: { "Shift i": 1 }, run: ({ toggleDetails }) => toggleDetails() },
  { id: "help", label: "?", keys: { "?": 1 }, run: ({ toggleHelp }) => toggleHelp() },
  { id: "close", label: "Esc", keys: { Escape: 1 }, run: null },
] as const satisfies readonly Command[];

export type CommandId = (typeof COMMANDS)[number]["id"];

/** The keys that do something for whoever is looking. */
export const commandsOf = (player: Pick<Player, NonNullable<Command["needs"]>>) =>
  COMMANDS.filter((command: Command) => !command.needs || player[command.needs] !== null);

/** The keys of one of them, as they are labelled. */
export const labelOf = (id: CommandId): string => COMMANDS.find((command) => command.id === id)!.label;

const ARIA_NAMES: Readonly<Record<string, string>> = { " ": "Space" };

/** The first key that does this, as `aria-keyshortcuts` spells it. */
export function shortcutOf(id: CommandId, by: 1 | -1 = 1): string {
  const { keys } = COMMANDS.find((command) => command.id === id)!;
  const key = Object.entries(keys).find(([, direction]) => direction === by)![0];
  // "Shift l" is spelt "Shift+L" there.
  const named = (part: string): string => (part.length === 1 ? part.toUpperCase() : part);
  return ARIA_NAMES[key] ?? key.split(" ").map(named).join("+");
}

/** Does what the pressed key stands for, if anything. */
export function handleKey(event: KeyboardEvent<HTMLElement>, player: Player): void {
  const target = event.target as HTMLElement;
  // What a menu over the picture is for, and what is written beside it, is none of the player's.
  if (event.altKey || event.defaultPrevented || target.closest("[popover], textarea")) return;
  // Nor is what is asked over it.
  const dialog = target.closest("dialog");
  if (dialog && dialog !== event.currentTarget) return;
  // A focused button answers to Space and a volume slider to its arrows, as everywhere.
  if (event.key === " " && target.closest("button, a")) return;
  if (target.matches("[data-volume]") && /^(Arrow|Home|End|Page)/.test(event.key)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const names = event.ctrlKey || event.metaKey ? [`Ctrl ${key}`] : event.shiftKey ? [`Shift ${key}`, key] : [key];
  for (const name of names) {
    const command: Command | undefined = COMMANDS.find((one: Command) => one.keys[name] !== undefined);
    const by = command?.keys[name];
    if (!command?.run || !by || command.when?.(player, by) === false || (command.needs && player[command.needs] === null)) continue;
    event.preventDefault();
    if (!event.repeat || command.repeats) command.run(player, by, key);
    return;
  }
}
