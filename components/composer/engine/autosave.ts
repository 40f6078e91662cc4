import type { Draft } from "@/lib/generations/schema";
import { writeLocalCopy, type LocalCopy } from "./local-copy";

export type SaveState = "idle" | "saving" | "saved" | "unsaved" | "conflict";

interface AutosaveOptions {
  userId: string;
  projectId: string;
  /** @returns whether the server has it; throwing counts as no. A conflict waits for a person and is not tried again. */
  save: (copy: LocalCopy) => Promise<"saved" | "failed" | "conflict">;
  /** What the copy in this browser builds on. */
  version: () => number;
  onState: (state: SaveState) => void;
}

type Change = Omit<LocalCopy, "saved" | "version">;

const PAUSE_MS = 400;
const AGAIN_MS = 5000;

/**
 * Saves a draft 400 ms after its last change, one save at a time, the newest always last. Until the server has
 * it, a copy lies in this browser. What could not be saved is tried again until it can.
 */
export function createAutosave({ userId, projectId, save, version, onState }: AutosaveOptions) {
  let latest: (Change & { text: string }) | null = null;
  let savedText: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = false;
  let told: SaveState = "idle";

  const tell = (state: SaveState): void => {
    told = state;
    onState(state);
  };

  const schedule = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), delayMs);
  };

  const isSaved = (): boolean => latest === null || latest.text === savedText;

  function copyOf({ text: _text, ...copy }: Change & { text: string }): LocalCopy {
    return { ...copy, saved: isSaved(), version: version() };
  }

  function keepLocally(): void {
    if (latest) writeLocalCopy(userId, projectId, copyOf(latest));
  }

  async function run(): Promise<void> {
    if (!latest || saving) return;
    if (isSaved()) {
      // Taken back before it went out. A conflict stays one until a person has chosen.
      if (told === "saving" || told === "unsaved") tell("saved");
      return;
    }
    const { text } = latest;
    saving = true;
    keepLocally();
    tell("saving");
    const answer = await save(copyOf(latest)).catch(() => "failed" as const);
    saving = false;
    if (answer === "saved") savedText = text;
    keepLocally();
    const current = isSaved();
    tell(current ? "saved" : answer === "saved" ? "saving" : answer === "failed" ? "unsaved" : "conflict");
    if (!current && answer !== "conflict") schedule(answer === "saved" ? PAUSE_MS : AGAIN_MS);
  }

  return {
    /** What the server is known to have. */
    setSaved(draft: Draft): void {
      savedText = JSON.stringify(draft);
    },
    /** Nothing here waits to be saved or uploaded. */
    isSafe: (): boolean => !saving && isSaved() && (latest?.pending.length ?? 0) === 0,
    saveNow: (): void => schedule(0),
    change(copy: Change): void {
      const text = JSON.stringify(copy.draft);
      const isNew = latest === null ? text !== savedText : text !== latest.text;
      latest = { ...copy, text };
      if (!isNew) return;
      // "Saved" is a promise: whoever leaves then finds all of it.
      if (told === "saved") tell("saving");
      schedule(PAUSE_MS);
    },
    /** The page is about to go: the browser's copy is written at once, since a request may not get out any more. */
    flush(): void {
      keepLocally();
    },
  };
}
