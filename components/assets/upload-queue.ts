import { noteRejection } from "@/components/data/outdated";
import type { FileProblem } from "@/lib/assets/limits";
import type { RequestUploadInput } from "@/lib/assets/schema";
import type { AssetView, UploadTicket } from "@/lib/assets/view";
import type { AssetKind } from "@/lib/models/catalog";
import { atMost } from "@/lib/shared/at-most";
import { inTurn } from "@/lib/shared/in-turn";
import { paths } from "@/lib/shared/paths";
import type { ActionError, ActionResult } from "@/lib/shared/result";
import { hashFile } from "./hash-file";
import { inspectFile } from "./inspect-file";
import type { KeptFiles } from "./kept-files";
import { createPace } from "./pace";
import { discardUpload, sendFile } from "./send-file";
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
  /** Where the bytes of files outlive a reload, if they are to. */
  kept?: KeptFiles;
  /** Stand-ins for tests; a browser has the real ones. */
  inspect?: typeof inspectFile;
  send?: typeof sendFile;
  hash?: typeof hashFile;
  discard?: typeof discardUpload;
}

interface AddOptions {
  onlyImages?: boolean;
}

interface Entry {
  file: File;
  previewUrl: string;
  onlyImages: boolean;
  /** By its bytes, not by its name. */
  mimeType: string;
  controller: AbortController;
  ticket: UploadTicket | null;
  /** How much of it has left, 0 to 1. */
  fraction: number;
  latest: UploadNews;
}

/** What the server takes from one person at once; more would only share the same line. */
const AT_ONCE = 2;
/** More often nobody reads it, and each time the composer is drawn anew. */
const TELL_MS = 200;

/** Two tabs with the same draft do not send the same file: the second goes on when the first is gone. */
const inOneTab = <T>(assetId: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  // Plain http on a local network has no such locks; the studio's own then keep them apart.
  "locks" in navigator ? navigator.locks.request(`dailies.upload:${assetId}`, { signal }, work) : work();

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

/**
 * Brings files to the server: looked at, hashed, announced and sent, two at a time, each to be paused, cancelled or tried again.
 * What has left once is not sent again.
 */
export function createUploadQueue({
  requestUpload,
  onNews,
  kept,
  inspect = inspectFile,
  send = sendFile,
  hash = hashFile,
  discard = discardUpload,
}: QueueOptions) {
  const entries = new Map<string, Entry>();
  const inLine = atMost(AT_ONCE);

  function tell(key: string, entry: Entry, news: UploadNews): void {
    // A file that was removed or started anew meanwhile has nothing more to say.
    if (entries.get(key) !== entry || entry.controller.signal.aborted) return;
    entry.latest = { ...entry.latest, ...news };
    onNews(key, news);
  }

  function stop(key: string, entry: Entry, problem: FileProblem, retryable: boolean): void {
    if (!retryable && entries.get(key) === entry) void kept?.drop(key, entry.ticket?.asset.id ?? null);
    tell(key, entry, { upload: { step: "problem", problem, retryable } });
  }

  /** It is there: nothing of it has to be kept any more. */
  function arrive(key: string, entry: Entry, asset: AssetView, reused: boolean): void {
    void kept?.drop(key, entry.ticket?.asset.id ?? null);
    entry.ticket = null;
    tell(key, entry, { asset, kind: asset.kind, upload: null, reused });
  }

  /** @returns false when the studio does not know this upload any more, and another has to be asked for */
  async function deliver(key: string, entry: Entry, sha256: string | null): Promise<boolean> {
    const { file, controller } = entry;
    if (controller.signal.aborted) return true;
    if (!entry.ticket) {
      const asked = { name: file.name, mimeType: entry.mimeType, sizeBytes: file.size, ...(sha256 ? { sha256 } : {}) };
      const answer = await requestUpload(asked);
      if (!answer.ok) {
        const { problem, retryable } = problemOf(answer.error);
        stop(key, entry, problem, retryable);
        return true;
      }
      if (entries.get(key) !== entry) {
        if (answer.data.uploadUrl) discard(answer.data.uploadUrl);
        return true;
      }
      entry.ticket = answer.data;
      if (answer.data.uploadUrl) void kept?.name(key, answer.data.asset.id);
    }
    const { asset, uploadUrl } = entry.ticket;
    if (uploadUrl === null) {
      arrive(key, entry, asset, true);
      return true;
    }
    tell(key, entry, { asset, upload: { step: "uploading", fraction: entry.fraction, pace: null } });
    const answer = await inOneTab(asset.id, controller.signal, () =>
      send(uploadUrl, file, { signal: controller.signal, ...told(key, entry) }),
    );
    if (answer.ok) {
      arrive(key, entry, answer.data, answer.data.id !== asset.id);
      return true;
    }
    const { problem, retryable } = problemOf(answer.error);
    if (problem.code === "gone") return false;
    // What was not what was meant is sent from its first byte.
    if (problem.code === "incomplete") entry.fraction = 0;
    stop(key, entry, problem, retryable);
    return true;
  }

  function told(key: string, entry: Entry) {
    const pace = createPace(entry.file.size);
    let toldAt = -Infinity;
    return {
      onProgress(sentBytes: number): void {
        entry.fraction = sentBytes / entry.file.size;
        const speed = pace.note(sentBytes);
        if (entry.fraction >= 1) return tell(key, entry, { upload: { step: "checking", isSent: true } });
        if (performance.now() - toldAt < TELL_MS) return;
        toldAt = performance.now();
        tell(key, entry, { upload: { step: "uploading", fraction: entry.fraction, pace: speed } });
      },
      onWaiting(): void {
        toldAt = -Infinity;
        tell(key, entry, { upload: { step: "waiting", fraction: entry.fraction } });
      },
    };
  }

  async function bring(key: string, entry: Entry): Promise<void> {
    if (entry.controller.signal.aborted) return;
    const sha256 = entry.ticket ? null : await hash(entry.file);
    const attempt = async (): Promise<void> => {
      if (await deliver(key, entry, sha256)) return;
      entry.ticket = null;
      entry.fraction = 0;
      if (!(await deliver(key, entry, sha256))) stop(key, entry, { code: "gone", values: {} }, true);
    };
    // The same bytes twice are one upload: the second finds it ready.
    await (sha256 ? inTurn(`upload ${sha256}`, attempt) : attempt());
  }

  async function run(key: string, entry: Entry): Promise<void> {
    try {
      if (!entry.ticket) {
        tell(key, entry, { upload: { step: "reading" } });
        const inspection = await inspect(entry.file, entry.previewUrl);
        if (!inspection.ok) return stop(key, entry, inspection.problem, false);
        const { kind, mimeType, facts } = inspection;
        entry.mimeType = mimeType;
        const measured = { width: facts.width, height: facts.height, durationMs: facts.durationMs };
        tell(key, entry, { kind, measured, upload: { step: "checking" } });
        if (entry.onlyImages && kind !== "image") return stop(key, entry, { code: "notAnImage", values: {} }, false);
      }
      await inLine(() => bring(key, entry));
    } catch (error) {
      noteRejection(error);
      // Nobody answered for too long, or what answered cannot be read: the file is still here.
      stop(key, entry, { code: "network", values: {} }, true);
    }
  }

  function forget(key: string): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    entry.controller.abort();
    URL.revokeObjectURL(entry.previewUrl);
    void kept?.drop(key, entry.ticket?.asset.id ?? null);
    if (entry.ticket?.uploadUrl) discard(entry.ticket.uploadUrl);
  }

  function begin(key: string, file: File, { onlyImages = false }: AddOptions, ticket: UploadTicket | null): string {
    forget(key);
    const previewUrl = URL.createObjectURL(file);
    const controller = new AbortController();
    const entry: Entry = { file, previewUrl, onlyImages, mimeType: file.type, controller, ticket, fraction: 0, latest: {} };
    entries.set(key, entry);
    void run(key, entry);
    return previewUrl;
  }

  /** The same file with a run of its own, so that the one before is silent. */
  function renewed(key: string): Entry | null {
    const entry = entries.get(key);
    if (!entry) return null;
    const again: Entry = { ...entry, controller: new AbortController() };
    entry.controller.abort();
    entries.set(key, again);
    return again;
  }

  return {
    /** Begins with a file. @returns a local URL to show it by, valid until the file is forgotten */
    add(key: string, file: File, options: AddOptions = {}): string {
      void kept?.keep(key, file);
      return begin(key, file, options, null);
    },
    /** Goes on with a file that was on its way when the page was left. @returns a local URL, or null where its bytes are gone */
    async restore(key: string, asset: AssetView | null, options: AddOptions = {}): Promise<string | null> {
      const file = await kept?.find(asset?.id ?? key);
      if (!file || entries.has(key)) return null;
      return begin(key, file, options, asset && { asset, uploadUrl: paths.api.upload(asset.id) });
    },
    /** Sends nothing more of a file until it is told to go on; what has left stays. */
    pause(key: string): void {
      const entry = renewed(key);
      if (entry) tell(key, entry, { upload: { step: "paused", fraction: entry.fraction } });
    },
    /** Goes on with a file, or tries it again; false when this browser does not have it any more. */
    retry(key: string): boolean {
      const entry = renewed(key);
      if (entry) void run(key, entry);
      return entry !== null;
    },
    /** All that has been told of a file so far, for a composer that took it back. */
    latest: (key: string): UploadNews | null => entries.get(key)?.latest ?? null,
    /** Lets go of every file that is not among these, and gives up its upload. */
    keepOnly(keys: ReadonlySet<string>): void {
      for (const key of [...entries.keys()]) if (!keys.has(key)) forget(key);
    },
  };
}
