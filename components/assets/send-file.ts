import type { AssetView } from "@/lib/assets/view";
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
  /** 0 to 1; 1 means that the server has it all and is looking at it. */
  onProgress: (fraction: number) => void;
}

/** PUTs a file's bytes as they are. XMLHttpRequest, because `fetch` tells nothing of how far an upload is. @throws SendError */
export function sendFile(url: string, file: Blob, { signal, onProgress }: SendOptions): Promise<ActionResult<AssetView>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new SendError());
    request.open("PUT", url);
    request.responseType = "text";
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.lengthComputable && event.total > 0 ? event.loaded / event.total : 0);
    request.upload.onload = () => onProgress(1);
    request.onerror = fail;
    request.ontimeout = fail;
    request.onabort = fail;
    request.onload = () => {
      try {
        resolve(JSON.parse(request.responseText) as ActionResult<AssetView>);
      } catch {
        // A proxy's error page or a cut answer: nothing is known, and a second try finds out.
        fail();
      }
    };
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
