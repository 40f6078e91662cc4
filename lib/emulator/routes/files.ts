import { type FileHandle, open, stat } from "node:fs/promises";
import path from "node:path";
import { ConnectionReset } from "../connection-reset";
import type { Fault } from "../faults";
import type { LinkTarget } from "../links";
import { htmlPage, storageError } from "../other-pages";
import type { TaskRecord } from "../records";
import { findPicture } from "./images";
import type { Call, Handler, World } from "../world";

type DownloadFault = Extract<Fault, { kind: "download" }>;

/** The file host: another origin, opened by signed links alone. */
export const sendLinkedFile: Handler = async (call, world) => {
  const kept = /^\/library\/([0-9a-f]{32}\.\w+)$/.exec(call.url.pathname)?.[1];
  const asset = [...world.store.assets.values()].find(({ media }) => kept !== undefined && path.basename(media.path) === kept);
  if (asset) return sendFile(asset.media.path, "application/octet-stream", call.request, null, world);
  const picture = await findPicture(call, world);
  if (picture !== null) return typeof picture === "string" ? sendFile(picture, "image/jpeg", call.request, null, world) : picture;
  const verdict = world.signer.verify(call.url, world.now());
  if (!verdict.ok) return storageError(verdict.code === "NoSuchKey" ? 404 : 403, verdict.code, verdict.message, world);
  const task = world.store.tasks.get(verdict.target.taskId);
  if (!task || task.status !== "succeeded") return storageError(404, "NoSuchKey", "The specified key does not exist.", world);
  if (
    task.scenarios["dead-link"] !== undefined &&
    task.firstLinkAtMs !== null &&
    verdict.issuedAtMs !== null &&
    Math.floor(task.firstLinkAtMs / 1000) === Math.floor(verdict.issuedAtMs / 1000)
  ) {
    return storageError(403, "AccessDenied", "Request has expired", world);
  }
  const { linkLifeSeconds, maxDownloads } = world.switches;
  const isOld = verdict.issuedAtMs === null && world.now() >= task.updatedAtMs + linkLifeSeconds * 1000;
  if (isOld || (maxDownloads !== null && task.downloads >= maxDownloads))
    return storageError(403, "AccessDenied", isOld ? "Request has expired" : "Too many downloads", world);
  return sendClip(task, verdict.target.file, call, world);
};

/** A task's clip or last frame, with whatever fault was ordered for its download. */
export async function sendClip(task: TaskRecord, file: LinkTarget["file"], call: Call, world: World): Promise<Response> {
  const fault =
    call.faults.find((one): one is DownloadFault => one.kind === "download") ?? (file === "video" ? scenarioFault(task, call) : null);
  if (file === "video" && call.request.method === "GET") task.downloads += 1;
  switch (fault?.variant) {
    case "html":
      return htmlPage(200, "Sign in");
    case "empty":
      return new Response(new Uint8Array(0), { headers: { "content-type": "video/mp4", "content-length": "0" } });
    case "forbidden":
      return storageError(403, "AccessDenied", "Request has expired", world);
    case "reset":
      throw new ConnectionReset();
    case "redirect": {
      const target = new URL(call.url);
      target.searchParams.set("x-redirected", "1");
      return new Response(null, { status: 302, headers: { location: fault.location ?? target.href } });
    }
    case "redirectPrivate":
      return new Response(null, { status: 302, headers: { location: fault.location ?? "http://169.254.169.254/latest/meta-data/" } });
    default:
  }
  const path = await world.clips.fileOf(task, file);
  const type = file === "video" ? (task.outputFormat === "mov" ? "video/quicktime" : "video/mp4") : `image/${task.lastFrameFormat}`;
  return sendFile(path, fault?.variant === "wrongType" ? "text/plain" : type, call.request, fault?.variant ?? null, world);
}

/** Triggers of the prompt that spoil the first downloads. */
function scenarioFault(task: TaskRecord, call: Call): DownloadFault | null {
  const { scenarios, downloads } = task;
  if (scenarios["redirect-download"] !== undefined && !call.url.searchParams.has("x-redirected"))
    return { kind: "download", variant: "redirect" };
  if (scenarios["cut-download"] !== undefined && downloads < (Number(scenarios["cut-download"]) || 1))
    return { kind: "download", variant: "truncated" };
  if (downloads > 0) return null;
  if (scenarios["html-download"] !== undefined) return { kind: "download", variant: "html" };
  if (scenarios["empty-download"] !== undefined) return { kind: "download", variant: "empty" };
  return scenarios["slow-download"] === undefined ? null : { kind: "download", variant: "slow" };
}

/** A file or a part of it (Range), pulled from disk as fast as it is read. */
async function sendFile(
  file: string,
  type: string,
  request: Request,
  fault: DownloadFault["variant"] | null,
  world: World,
): Promise<Response> {
  const { size, mtime } = await stat(file);
  const headers = new Headers({
    "content-type": type,
    "accept-ranges": "bytes",
    "last-modified": mtime.toUTCString(),
    etag: `"${size.toString(16)}-${Math.floor(mtime.getTime()).toString(16)}"`,
  });
  const range = parseRange(request.headers.get("range"), size);
  if (range === "unsatisfiable") return new Response(null, { status: 416, headers: { "content-range": `bytes */${size}` } });
  const { start, end } = range ?? { start: 0, end: size - 1 };
  headers.set("content-length", String(end - start + 1));
  if (range) headers.set("content-range", `bytes ${start}-${end}/${size}`);
  const status = range ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const stopAt = fault === "truncated" ? start + Math.floor((end - start + 1) / 2) : null;
  return new Response(
    streamFile(file, start, end, {
      stopAt,
      chunk: fault === "slow" ? 1_024 : 65_536,
      pause: fault === "slow" ? () => world.sleep(500) : null,
    }),
    { status, headers },
  );
}

interface Flow {
  /** Where the connection breaks, or null. */
  stopAt: number | null;
  chunk: number;
  pause: (() => Promise<void>) | null;
}

function streamFile(file: string, start: number, end: number, flow: Flow): ReadableStream<Uint8Array> {
  let position = start;
  // Opened at the first read: a body that nobody reads holds no file.
  let handle: FileHandle | null = null;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (position > end) {
          await handle?.close();
          controller.close();
          return;
        }
        if (flow.stopAt !== null && position >= flow.stopAt) {
          await handle?.close();
          controller.error(new ConnectionReset());
          return;
        }
        if (flow.pause) await flow.pause();
        handle ??= await open(file);
        const { bytesRead, buffer } = await handle.read(
          new Uint8Array(Math.min(flow.chunk, (flow.stopAt ?? end + 1) - position, end + 1 - position)),
          0,
          null,
          position,
        );
        position += bytesRead;
        controller.enqueue(buffer.subarray(0, bytesRead));
      },
      cancel: () => handle?.close(),
    },
    { highWaterMark: 0 },
  );
}

function parseRange(header: string | null, size: number): { start: number; end: number } | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  if (match[1] === "") return Number(match[2]) === 0 ? "unsatisfiable" : { start: Math.max(0, size - Number(match[2])), end: size - 1 };
  const start = Number(match[1]);
  const end = match[2] === "" ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start >= size || end < start ? "unsatisfiable" : { start, end };
}
