import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { syncFolder } from "@/lib/platform/storage/sync";

/**
 * A few bytes on the local disk, synced before the database hears of an accepted task. If the database dies
 * right after the send, this is the only place that knows the task id; it is read again at the next start.
 */
const entrySchema = z.object({ attemptId: z.uuid(), taskId: z.string(), at: z.string() });
export type JournalEntry = z.infer<typeof entrySchema>;

export interface Journal {
  write(entry: JournalEntry): Promise<void>;
  remove(attemptId: string): Promise<void>;
  /** Everything that was written and not removed. Unreadable entries are left where they are. */
  read(): Promise<JournalEntry[]>;
}

export function openJournal(dataDir: string, name: "journal" | "journal-pictures" = "journal"): Journal {
  const folder = path.join(dataDir, name);
  const fileOf = (attemptId: string) => path.join(folder, `${attemptId}.json`);
  return {
    async write(entry) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(fileOf(entry.attemptId), JSON.stringify(entry), { mode: 0o600, flush: true });
      await syncFolder(folder);
    },
    async remove(attemptId) {
      await rm(fileOf(attemptId), { force: true });
    },
    async read() {
      const names = await readdir(folder).catch(() => [] as string[]);
      const entries: JournalEntry[] = [];
      for (const name of names.filter((name) => name.endsWith(".json"))) {
        // Whoever wrote it may take it away while we read.
        const text = await readFile(path.join(folder, name), "utf8").catch(() => "");
        const parsed = entrySchema.safeParse(parseJson(text));
        if (parsed.success) entries.push(parsed.data);
      }
      return entries;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a half-written entry: the attempt it belongs to is reconciled instead
  }
}
