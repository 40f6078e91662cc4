import { MOST_PART_BYTES } from "@/lib/shared/request-limits";

type Send = (path: string, init: RequestInit) => Promise<Response>;

const TUS = { "tus-resumable": "1.0.0", "content-type": "application/offset+octet-stream" };

/** What a part of an upload says of itself. */
export const partHeaders = (offset: number): Record<string, string> => ({ ...TUS, "upload-offset": String(offset) });

/** Sends the bytes of an upload from `from` on, as a browser does; without any, asks how it ended. @returns the answer to the last part */
export async function sendParts(send: Send, url: string, bytes: Buffer, from = 0): Promise<Response> {
  for (let offset = from; ; offset += MOST_PART_BYTES) {
    const body = new Uint8Array(bytes.subarray(offset, offset + MOST_PART_BYTES));
    const answer = await send(url, { method: "PATCH", headers: partHeaders(offset), body });
    if (!answer.ok || offset + body.length >= bytes.length) return answer;
  }
}

/** How many bytes of an upload the studio has. */
export async function askOffset(send: Send, url: string): Promise<number> {
  const answer = await send(url, { method: "HEAD", headers: TUS });
  if (!answer.ok) throw new Error(`an upload was answered ${answer.status}`);
  return Number(answer.headers.get("upload-offset"));
}
