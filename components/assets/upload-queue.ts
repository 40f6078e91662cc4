import { noteRejection } from "@/components/data/outdated";
import type { FileProblem } from "@/lib/assets/limits";
import type { RequestUploadInput } from "@/lib/assets/schema";
import type { AssetView, UploadTicket } from "@/lib/assets/view";
import type { AssetKind } from "@/lib/models/catalog";
import type { ActionError, ActionResult } from "@/lib/shared/result";
import { hashFile } from "./hash-file";
import { inspectFile } from "./inspect-file";
import { sendFile } from "./send-file";
import type { UploadState } from "./upload-state";

/** News of one file; what is absent has not changed. */
export interface UploadNews {
  upload?: UploadState | null;
  asset?: AssetView;
  kind?: AssetKind;
  measured?: { width: number | null; height: number | null; durationMs: number | null };
  /** The team had these bytes already. */
  reused?: boolean;
}

interface QueueOptions {
  requestUpload: (input: RequestUploadInput) => Promise<ActionResult<UploadTicket>>;
  onNews: (key: string, news: UploadNews) => void;
  /** Stand-ins for tests; a browser has the real ones. */
  inspect?: typeof inspectFile;
  send?: typeof sendFile;
  hash?: typeof hashFile;
}

interface Entry {
  file: File;
  previewUrl: string;
  onlyImages: boolean;
  /** By its bytes, not by its name. */
  mimeType: string;
  controller: AbortController;
  ticket: UploadTicket | null;
  latest: UploadNews;
}

/** What the server takes from one person at once; more would only share the same line. */
const AT_ONCE = 2;

/** A refusal of the server as a sentence about the file. */
function problemOf(error: ActionError): { problem: FileProblem; retryable: boolean } {
  const file = error.fields?.file;
  if (file)
    return {
      problem: { code: file.code as FileProblem["code"], values: file.values ?? {} },
      retryable: ["incomplete", "storageFull", "tooManyUploads"].includes(file.code),
    };
  const known: Partial<Record<ActionError["code"], FileProblem["code"]>> = {
    "not-found": "gone",
    "not-allowed": "notAllowed",
    "not-signed-in": "notAllowed",
    "storage-full": "storageFull",
  };
  return { problem: { code: known[error.code] ?? "unexpected", values: {} }, retryable: true };
}

/** Brings files to the server: looked at, hashed, announced and sent, two at a time, each to be cancelled or tried again. */
export function createUploadQueue({ requestUpload, onNews, inspect = inspectFile, send = sendFile, hash = hashFile }: QueueOptions) {
  const entries = new Map<string, Entry>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function inTurn(work: () => Promise<void>): Promise<void> {
    if (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    busy += 1;
    try {
      await work();
    } finally {
      busy -= 1;
      waiting.shift()?.();
    }
  }

  function tell(key: string, entry: Entry, news: UploadNews): void {
    // A file that was removed or started anew meanwhile has nothing more to say.
    if (entries.get(key) !== entry || entry.controller.signal.aborted) return;
    entry.latest = { ...entry.latest, ...news };
    onNews(key, news);
  }

  const stop = (key: string, entry: Entry, problem: FileProblem, retryable: boolean) =>
    tell(key, entry, { upload: { step: "problem", problem, retryable } });

  async function deliver(key: string, entry: Entry): Promise<void> {
    const { file, controller } = entry;
    if (controller.signal.aborted) return;
    if (!entry.ticket) {
      const sha256 = await hash(file);
      const answer = await requestUpload({
        name: file.name,
        mimeType: entry.mimeType,
        sizeBytes: file.size,
        ...(sha256 ? { sha256 } : {}),
      });
      if (!answer.ok) {
        const { problem, retryable } = problemOf(answer.error);
        return stop(key, entry, problem, retryable);
      }
      entry.ticket = answer.data;
    }
    const { asset, uploadUrl } = entry.ticket;
    if (uploadUrl === null) return tell(key, entry, { asset, kind: asset.kind, upload: null, reused: true });
    tell(key, entry, { asset, upload: { step: "uploading", fraction: 0 } });
    const answer = await send(uploadUrl, file, {
      signal: controller.signal,
      onProgress: (fraction) => tell(key, entry, { upload: fraction >= 1 ? { step: "checking" } : { step: "uploading", fraction } }),
    });
    if (answer.ok)
      return tell(key, entry, { asset: answer.data, kind: answer.data.kind, upload: null, reused: answer.data.id !== asset.id });
    const { problem, retryable } = problemOf(answer.error);
    // A row that is gone cannot be sent to again; the next try asks for a new one.
    if (problem.code === "gone") entry.ticket = null;
    stop(key, entry, problem, retryable);
  }

  async function run(key: string, entry: Entry): Promise<void> {
    try {
      tell(key, entry, { upload: { step: "reading" } });
      const inspection = await inspect(entry.file, entry.previewUrl);
      if (!inspection.ok) return stop(key, entry, inspection.problem, false);
      const { kind, mimeType, facts } = inspection;
      entry.mimeType = mimeType;
      tell(key, entry, { kind, measured: { width: facts.width, height: facts.height, durationMs: facts.durationMs } });
      if (entry.onlyImages && kind !== "image") return stop(key, entry, { code: "notAnImage", values: {} }, false);
      await inTurn(() => deliver(key, entry));
    } catch (error) {
      noteRejection(error);
      // The line broke, or the server answered nothing that can be read: the file is still here.
      stop(key, entry, { code: "network", values: {} }, true);
    }
  }

  function forget(key: string): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    entry.controller.abort();
    URL.revokeObjectURL(entry.previewUrl);
  }

  return {
    /** Begins with a file. @returns a local URL to show it by, valid until the file is forgotten */
    add(key: string, file: File, options: { onlyImages?: boolean } = {}): string {
      forget(key);
      const entry: Entry = {
        file,
        previewUrl: URL.createObjectURL(file),
        onlyImages: options.onlyImages ?? false,
        mimeType: file.type,
        controller: new AbortController(),
        ticket: null,
        latest: {},
      };
      entries.set(key, entry);
      void run(key, entry);
      return entry.previewUrl;
    },
    /** Tries a file again that could not be brought; false when this browser does not have it any more. */
    retry(key: string): boolean {
      const entry = entries.get(key);
      if (!entry) return false;
      const again: Entry = { ...entry, controller: new AbortController() };
      entry.controller.abort();
      entries.set(key, again);
      void run(key, again);
      return true;
    },
    /** All that has been told of a file so far, for a composer that took it back. */
    latest: (key: string): UploadNews | null => entries.get(key)?.latest ?? null,
    /** Lets go of every file that is not among these, and stops its upload. */
    keepOnly(keys: ReadonlySet<string>): void {
      for (const key of [...entries.keys()]) if (!keys.has(key)) forget(key);
    },
  };
}
