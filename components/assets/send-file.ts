import type { HttpResponse } from "tus-js-client";
import type { AssetView } from "@/lib/assets/view";
import { MOST_PART_BYTES } from "@/lib/shared/request-limits";
import type { ActionResult } from "@/lib/shared/result";

/** The bytes did not get through, or the answer did not come back: the same may be tried again. */
export class SendError extends Error {
  constructor() {
    super("network");
    this.name = "SendError";
  }
}

interface SendOptions {
  signal: AbortSignal;
  /** Bytes that left this browser; all of them: the server has the file and is looking at it. */
  onProgress: (sentBytes: number) => void;
  /** The studio does not answer, or not yet; it is asked again by itself. */
  onWaiting: () => void;
}

/** At once, then soon, then every five seconds for half an hour: longer than a studio needs to be started again. */
const RETRY_DELAYS_MS = [0, 1_000, 2_000, 4_000, ...Array.from({ length: 360 }, () => 5_000)];

const UNREADABLE: ActionResult<AssetView> = { ok: false, error: { code: "unreadable-media", fields: { file: { code: "unreadable" } } } };

/** What the server said in words; null for a proxy's page, a cut answer, or none at all. */
function answerIn(text: string): ActionResult<AssetView> | null {
  try {
    const answer = JSON.parse(text) as ActionResult<AssetView>;
    return typeof answer.ok === "boolean" ? answer : null;
  } catch {
    return null;
  }
}

/** Whether the same may get through a little later, without anybody doing anything. */
function mayPass(status: number, answer: ActionResult<AssetView> | null): boolean {
  if (answer?.ok === false && answer.error.fields?.file?.code === "tooManyUploads") return true;
  return status === 0 || status === 409 || status === 423 || (status >= 500 && answer === null) || status === 503;
}

/**
 * Sends a file from where the server has it, in parts, however often the line or the studio goes away in between.
 * @returns the asset, or why it was refused @throws SendError when it was stopped, or nobody answered for too long
 */
export async function sendFile(url: string, file: Blob, { signal, onProgress, onWaiting }: SendOptions): Promise<ActionResult<AssetView>> {
  const { Upload } = await import("tus-js-client");
  return new Promise((resolve, reject) => {
    const said = (response: HttpResponse | null | undefined) => answerIn(response?.getBody() ?? "");
    const upload = new Upload(file, {
      uploadUrl: url,
      chunkSize: MOST_PART_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      // Where it lies is known from the draft; nothing about it is left in this browser.
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(""),
      onProgress,
      onShouldRetry(error) {
        const answer = said(error.originalResponse);
        if (!mayPass(error.originalResponse?.getStatus() ?? 0, answer)) return false;
        onWaiting();
        // A file that was changed or moved since it was chosen cannot be read any more, and looks like a line that broke.
        file
          .slice(0, 1)
          .arrayBuffer()
          .catch(() => {
            void upload.abort();
            resolve(UNREADABLE);
          });
        return true;
      },
      onError(error) {
        const answer = "originalResponse" in error ? said(error.originalResponse) : null;
        const isHead = "originalRequest" in error && error.originalRequest?.getMethod() === "HEAD";
        if (answer) resolve(answer);
        // What HEAD was refused for is only said to who sends something.
        else if (isHead && error.originalResponse) resolve(askOutcome(url, file.size, signal, onWaiting));
        else reject(new SendError());
      },
      onSuccess({ lastResponse }) {
        // All was there before: how it ended is still to be heard.
        resolve(said(lastResponse) ?? askOutcome(url, file.size, signal, onWaiting));
      },
    });
    const stop = (): void => {
      void upload.abort();
      reject(new SendError());
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    upload.start();
  });
}

const TUS = { "tus-resumable": "1.0.0" };

/** Asks how an upload ended whose bytes are all there: a part of no bytes. */
async function askOutcome(url: string, size: number, signal: AbortSignal, onWaiting: () => void): Promise<ActionResult<AssetView>> {
  const headers = { ...TUS, "upload-offset": String(size), "content-type": "application/offset+octet-stream" };
  for (const delayMs of RETRY_DELAYS_MS) {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    const response = await fetch(url, { method: "PATCH", headers, signal }).catch(() => null);
    if (signal.aborted) break;
    const answer = response && answerIn(await response.text().catch(() => ""));
    if (answer && !mayPass(response.status, answer)) return answer;
    // tus itself: the bytes are not all there after all.
    if (response?.status === 409 && !answer) break;
    onWaiting();
  }
  throw new SendError();
}

/** Gives up an upload, so that what was reserved for it is free again. Where nobody hears it, the studio forgets it by itself. */
export function discardUpload(url: string): void {
  void fetch(url, { method: "DELETE", headers: TUS, keepalive: true }).catch(() => undefined);
}
