import type { KeyboardEvent } from "react";
import { undoLast } from "@/components/ui/toast-store";
import type { Playback } from "./playback";

/** What the keys work on. null: not possible now. */
export interface Player {
  playback: Playback;
  newer: (() => void) | null;
  older: (() => void) | null;
  fullscreen: () => void;
  download: () => void;
  reuse: (() => void) | null;
  /** Deletes it and goes on to the next one. */
  remove: (() => void) | null;
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
  run: ((player: Player, by: 1 | -1) => void) | null;
  when?: (player: Player, by: 1 | -1) => boolean;
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
  { id: "loop", label: "O", keys: { o: 1 }, run: ({ playback }) => playback.setLooping(!playback.read().isLooping) },
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
  { id: "reuse", label: "U", keys: { u: 1 }, run: ({ reuse }) => reuse?.(), when: ({ reuse }) => reuse !== null },
  {
    id: "delete",
    label: "Delete",
    keys: { Delete: 1, Backspace: 1 },
    run: ({ remove }) => remove?.(),
    when: ({ remove }) => remove !== null,
  },
  { id: "undo", label: "Ctrl Z", keys: { "Ctrl z": 1 }, run: () => void undoLast() },
  { id: "details", label: "I", keys: { i: 1 }, run: ({ toggleDetails }) => toggleDetails() },
  { id: "help", label: "?", keys: { "?": 1 }, run: ({ toggleHelp }) => toggleHelp() },
  { id: "close", label: "Esc", keys: { Escape: 1 }, run: null },
] as const satisfies readonly Command[];

export type CommandId = (typeof COMMANDS)[number]["id"];

const ARIA_NAMES: Readonly<Record<string, string>> = { " ": "Space" };

/** The first key that does this, as `aria-keyshortcuts` spells it. */
export function shortcutOf(id: CommandId, by: 1 | -1 = 1): string {
  const { keys } = COMMANDS.find((command) => command.id === id)!;
  const key = Object.entries(keys).find(([, direction]) => direction === by)![0];
  return ARIA_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** Does what the pressed key stands for, if anything. */
export function handleKey(event: KeyboardEvent<HTMLElement>, player: Player): void {
  if (event.altKey) return;
  const target = event.target as HTMLElement;
  // A focused button answers to Space and a volume slider to its arrows, as everywhere.
  if (event.key === " " && target.closest("button, a")) return;
  if (target.matches("[data-volume]") && /^(Arrow|Home|End|Page)/.test(event.key)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const names = event.ctrlKey || event.metaKey ? [`Ctrl ${key}`] : event.shiftKey ? [`Shift ${key}`, key] : [key];
  for (const name of names) {
    const command: Command | undefined = COMMANDS.find((one: Command) => one.keys[name] !== undefined);
    const by = command?.keys[name];
    if (!command?.run || !by || command.when?.(player, by) === false) continue;
    event.preventDefault();
    if (!event.repeat || command.repeats) command.run(player, by);
    return;
  }
}
