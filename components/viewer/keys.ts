import type { KeyboardEvent } from "react";
import { undoLast } from "@/components/ui/toast-store";
import type { Playback } from "./playback";

export interface PlayerCommands {
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

const MAY_REPEAT = /^(Arrow|[,.])/;

/** What each key does. An editor's keys: clips are seconds long, so the arrows go by frames. */
export function handleKey(event: KeyboardEvent<HTMLElement>, playback: Playback, commands: PlayerCommands): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && undoLast()) return event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  // A focused button answers to Space and a volume slider to its arrows, as everywhere.
  if (event.key === " " && target.closest("button, a")) return;
  if (target.matches("[data-volume]") && /^(Arrow|Home|End|Page)/.test(event.key)) return;
  const command = commandOf(event, playback, commands);
  if (!command) return;
  event.preventDefault();
  // Frames and clips may go by while a key stays down; what deletes, opens or saves is done once.
  if (!event.repeat || MAY_REPEAT.test(event.key)) command();
}

function commandOf(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  playback: Playback,
  commands: PlayerCommands,
): (() => void) | null {
  const second = Math.round(playback.framesPerSecond);
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case " ":
    case "k":
      return playback.toggle;
    case "j":
      return () => playback.shuttle(-1);
    case "l":
      return () => playback.shuttle(1);
    case ",":
      return () => playback.step(-1);
    case ".":
      return () => playback.step(1);
    case "ArrowLeft":
      return () => playback.step(shiftKey ? -second : -1);
    case "ArrowRight":
      return () => playback.step(shiftKey ? second : 1);
    case "Home":
      return () => playback.step(-Infinity);
    case "End":
      return () => playback.step(Infinity);
    case "ArrowUp":
      return commands.newer;
    case "ArrowDown":
      return commands.older;
    case "m":
      return () => playback.setMuted(!playback.read().isMuted);
    case "o":
      return () => playback.setLooping(!playback.read().isLooping);
    case "f":
      return commands.fullscreen;
    case "d":
      return commands.download;
    case "u":
      return commands.reuse;
    case "Delete":
    case "Backspace":
      return commands.remove;
    case "i":
      return commands.toggleDetails;
    case "?":
      return commands.toggleHelp;
    default:
      return null;
  }
}
