import { createUploadQueue, type UploadNews } from "@/components/assets/upload-queue";
import type { UploadState } from "@/components/assets/upload-state";
import { newKey } from "@/components/data/new-key";
import { requestUploadAction } from "@/lib/assets/actions";

/** A file on its way into the library, or one that did not arrive and says why. */
export interface BroughtFile {
  key: string;
  name: string;
  upload: UploadState;
}

/** Whose library it is, and who brings. */
export interface BroughtPlace {
  team: string;
  userId: string;
}

const isMoving = ({ upload }: BroughtFile): boolean => upload.step !== "problem" && upload.step !== "paused";

/** Files brought straight to a team's library. A store of its own: a walk through other pages stops no upload. */
export class BroughtFiles {
  private files: readonly BroughtFile[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly queue;

  constructor(team: string) {
    this.queue = createUploadQueue({
      requestUpload: (input) => requestUploadAction(team, input),
      onNews: (key, news) => this.hear(key, news),
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  read = (): readonly BroughtFile[] => this.files;

  add = (files: readonly File[]): void => {
    const added = files.map((file) => ({ file, key: newKey() }));
    this.set([...this.files, ...added.map(({ file, key }): BroughtFile => ({ key, name: file.name, upload: { step: "reading" } }))]);
    for (const { file, key } of added) this.queue.add(key, file);
  };
  pause = (key: string): void => this.queue.pause(key);
  goOn = (key: string): void => void this.queue.retry(key);
  remove = (key: string): void => this.set(this.files.filter((file) => file.key !== key));

  private hear(key: string, { upload, asset }: UploadNews): void {
    if (upload === undefined) return;
    // What arrived stands among the others, also with something to be mended in it; that is said once, here.
    const state: UploadState | null = upload ?? (asset?.problem ? { step: "problem", problem: asset.problem, retryable: false } : null);
    this.set(this.files.flatMap((file) => (file.key !== key ? [file] : state ? [{ ...file, upload: state }] : [])));
  }

  private set(files: readonly BroughtFile[]): void {
    this.files = files;
    this.queue.keepOnly(new Set(files.map(({ key }) => key)));
    if (files.some(isMoving)) addEventListener("beforeunload", askFirst);
    else removeEventListener("beforeunload", askFirst);
    for (const listener of this.listeners) listener();
  }
}

/** Unlike the composer's, these files are not kept in the browser: a page that is left for good asks first. */
const askFirst = (event: Event): void => event.preventDefault();

const stores = new Map<string, BroughtFiles>();

/** One per person and team for as long as the tab lives. */
export function broughtFilesOf({ team, userId }: BroughtPlace): BroughtFiles {
  // On the server every request makes its own: nothing of one person may reach another.
  if (typeof window === "undefined") return new BroughtFiles(team);
  const key = `${userId}:${team}`;
  let store = stores.get(key);
  if (!store) stores.set(key, (store = new BroughtFiles(team)));
  return store;
}
