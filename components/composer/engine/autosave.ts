import type { Draft } from "@/lib/generations/schema";
import { writeLocalCopy, type LocalCopy } from "./local-copy";

export type SaveState = "idle" | "saving" | "saved" | "unsaved";

interface AutosaveOptions {
  userId: string;
  projectId: string;
  /** @returns whether the server has it; throwing counts as no. */
  save: (draft: Draft) => Promise<boolean>;
  onState: (state: SaveState) => void;
}

const PAUSE_MS = 400;
const AGAIN_MS = 5000;

/**
 * Saves a draft 400 ms after its last change, one save at a time, the newest always last. Until the server has
 * it, a copy lies in this browser. What could not be saved is tried again until it can.
 */
export function createAutosave({ userId, projectId, save, onState }: AutosaveOptions) {
  let latest: (Omit<LocalCopy, "saved"> & { text: string }) | null = null;
  let savedText: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = false;

  const schedule = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), delayMs);
  };

  function keepLocally(): void {
    if (!latest) return;
    const { text, ...copy } = latest;
    writeLocalCopy(userId, projectId, { ...copy, saved: text === savedText });
  }

  async function run(): Promise<void> {
    if (!latest || saving || latest.text === savedText) return;
    const { draft, text } = latest;
    saving = true;
    keepLocally();
    onState("saving");
    const done = await save(draft).catch(() => false);
    saving = false;
    if (done) savedText = text;
    keepLocally();
    const current = latest.text === savedText;
    onState(current ? "saved" : done ? "saving" : "unsaved");
    if (!current) schedule(done ? PAUSE_MS : AGAIN_MS);
  }

  return {
    /** What the server is known to have. */
    setSaved(draft: Draft): void {
      savedText = JSON.stringify(draft);
    },
    change(copy: Omit<LocalCopy, "saved">): void {
      const text = JSON.stringify(copy.draft);
      const isNew = latest === null ? text !== savedText : text !== latest.text;
      latest = { ...copy, text };
      if (isNew) schedule(PAUSE_MS);
    },
    /** The page is about to go: the browser's copy is written at once, since a request may not get out any more. */
    flush(): void {
      keepLocally();
    },
  };
}
