import { contentSchema, type SequenceContent } from "@/lib/sequences/schema";

/** What this browser has of a sequence and the server does not yet, and the version that it builds on. */
interface LocalSequence {
  content: SequenceContent;
  version: number;
}

const keyOf = (id: string): string => `dailies.sequence:${id}`;

// Private windows and full storages refuse; the server's copy is the one that counts.
const tolerant = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};

export const keepLocal = (id: string, copy: LocalSequence): void =>
  void tolerant(() => localStorage.setItem(keyOf(id), JSON.stringify(copy)));
export const clearLocal = (id: string): void => void tolerant(() => localStorage.removeItem(keyOf(id)));

/** null where there is nothing, or nothing that today's studio can read. */
export const readLocal = (id: string): LocalSequence | null =>
  tolerant(() => {
    const stored = JSON.parse(localStorage.getItem(keyOf(id)) ?? "null") as LocalSequence | null;
    return stored && { content: contentSchema.parse(stored.content), version: Number(stored.version) };
  });
