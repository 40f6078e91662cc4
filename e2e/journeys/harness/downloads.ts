import type { Page } from "@playwright/test";

export interface SavedFile {
  /** Where it lies now. */
  path: string;
  /** What the browser would have called it. */
  name: string;
}

/** Does what begins a download, and waits until the whole file is there. */
export async function download(page: Page, begin: () => Promise<void>): Promise<SavedFile> {
  const [started] = await Promise.all([page.waitForEvent("download"), begin()]);
  const failure = await started.failure();
  if (failure) throw new Error(`The download of ${started.url()} failed: ${failure}`);
  return { path: await started.path(), name: started.suggestedFilename() };
}
