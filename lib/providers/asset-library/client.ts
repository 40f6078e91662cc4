import type { AssetKind } from "@/lib/models/catalog";
import { otherAssetBase } from "../connection";
import { type ErrorContext, errorFromAnswer, errorFromNetwork, malformedAnswer } from "../errors";
import { ANSWER_LIMITS, type Http, type HttpAnswer, HttpFailure, TIMEOUTS } from "../http";
import type { AssetLibrary, ProviderConnection } from "../types";
import { decideAssetJob, isElsewhere, isKeyRefused, type RawAnswer, readAssetAnswer, readJobId } from "./map";

/** What was learned about an asset host; it holds for the process. */
interface Learned {
  /** Whichever of the two bases turned out to be the library's. */
  base: string | null;
  /** The guide says both; their own program knows of a place that takes only the bare key. */
  form: "bare" | "bearer" | null;
}

// Keyed by what answers, so that two stand-ins in one process never share their findings.
const learned = new WeakMap<object, Map<string, Learned>>();
const NETWORK = {};

function recall(connection: ProviderConnection): Learned {
  const key = connection.fetch && connection.fetch !== globalThis.fetch ? connection.fetch : NETWORK;
  const byBase = learned.get(key) ?? new Map<string, Learned>();
  learned.set(key, byBase);
  const found = byBase.get(connection.assetBaseUrl) ?? { base: null, form: null };
  byBase.set(connection.assetBaseUrl, found);
  return found;
}

/** The library, and a question that costs nothing and shows whether it is there. */
export interface AssetLibraryClient extends AssetLibrary {
  /** @returns the base that answered. @throws ProviderError when no library lives at either. */
  probe(): Promise<string>;
}

/** PowerTokens' asset library: upload a file, then ask until it has an id. */
export function createAssetLibrary(connection: ProviderConnection, http: Http): AssetLibraryClient {
  const memory = recall(connection);
  const contextOf = (call: "upload" | "job", httpStatus: number | null): ErrorContext => ({
    host: connection.host,
    call,
    httpStatus,
    apiKey: connection.apiKey,
  });

  /** Asks the known base, or the configured one and then, once, the other; remembers which of them is a library. */
  async function atLibrary(send: (base: string) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const first = await network(send(memory.base ?? connection.assetBaseUrl));
    if (memory.base !== null || !isElsewhere(raw(first))) {
      // Only the library's own manner of speaking proves that it lives here.
      if (typeof readAssetAnswer(first.text)?.code === "number") memory.base ??= connection.assetBaseUrl;
      return first;
    }
    const other = otherAssetBase(connection.assetBaseUrl);
    let second: HttpAnswer;
    try {
      second = await send(other);
    } catch (error) {
      // The other address is a guess: its failing says less than the first answer does.
      if (error instanceof HttpFailure) return first;
      throw error;
    }
    if (isElsewhere(raw(second))) return first;
    memory.base = other;
    return second;
  }

  /** Open to anyone, so the key stays at home. */
  const ask = (jobId: string): Promise<HttpAnswer> => {
    const query = new URLSearchParams({ task_id: jobId });
    return atLibrary((base) =>
      http.send({
        method: "GET",
        url: `${base}/v1/asset/jobs/get-asset-id?${query}`,
        timeoutMs: TIMEOUTS.read,
        maxBytes: ANSWER_LIMITS.answer,
      }),
    );
  };

  return {
    async probe() {
      // A job that nobody has: whatever the library says about it, it is the library that says it.
      const answer = await ask("task_0000000000000000");
      if (typeof readAssetAnswer(answer.text)?.code === "number") return memory.base ?? connection.assetBaseUrl;
      throw answer.status < 400 || isElsewhere(raw(answer))
        ? malformedAnswer("no asset library answers here", answer.status)
        : errorFromAnswer(answer, contextOf("job", answer.status), Date.now());
    },
    async upload(file) {
      const form = multipart(file);
      const send = (base: string, header: "bare" | "bearer") =>
        http.send({
          method: "POST",
          url: `${base}/v1/asset/upload`,
          authorization: header === "bare" ? connection.apiKey : `Bearer ${connection.apiKey}`,
          contentType: form.contentType,
          body: form.body,
          timeoutMs: TIMEOUTS.upload,
          maxBytes: ANSWER_LIMITS.answer,
        });
      const answer = await atLibrary(async (base) => {
        if (memory.form !== null) return send(base, memory.form);
        const bare = await send(base, "bare");
        if (!isKeyRefused(raw(bare), contextOf("upload", bare.status))) {
          if (isAccepted(bare)) memory.form = "bare";
          return bare;
        }
        // A refused key uploaded nothing, so the repeat is safe.
        const bearer = await send(base, "bearer");
        if (isAccepted(bearer)) memory.form = "bearer";
        return bearer;
      });
      const parsed = readAssetAnswer(answer.text);
      const jobId = answer.status >= 200 && answer.status < 300 ? readJobId(parsed) : null;
      if (jobId !== null) return { jobId };
      const error = errorFromAnswer(answer, contextOf("upload", answer.status), Date.now());
      const isSilent = error.failure.code === null && error.failure.message === "";
      throw isSilent && answer.status < 500 && (answer.status < 400 || isElsewhere(raw(answer)))
        ? malformedAnswer("the asset library gave no job id", answer.status)
        : error;
    },
    async getAsset(jobId, history) {
      const answer = await ask(jobId);
      if (answer.status === 429 || answer.status >= 500) {
        // An answer of the library itself is weighed like any other, whatever HTTP says around it.
        if (typeof readAssetAnswer(answer.text)?.code !== "number")
          throw errorFromAnswer(answer, contextOf("job", answer.status), Date.now());
      }
      return decideAssetJob(raw(answer), history, contextOf("job", answer.status));
    },
  };
}

const raw = (answer: HttpAnswer): RawAnswer => ({
  status: answer.status,
  text: answer.text,
  contentType: answer.headers.get("content-type"),
});
const isAccepted = (answer: HttpAnswer): boolean =>
  answer.status >= 200 && answer.status < 300 && readJobId(readAssetAnswer(answer.text)) !== null;

async function network(call: Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof HttpFailure) throw errorFromNetwork(error);
    throw error;
  }
}

const EXTENSIONS: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/bmp": "bmp",
  "image/tiff": "tiff",
  "image/gif": "gif",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
};
const FALLBACK_EXTENSIONS: Record<AssetKind, string> = { image: "jpg", video: "mp4", audio: "mp3" };

/**
 * A name of our own for an upload. The service adds text to it and then fails above 64 characters: 45 worked and
 * 50 did not. The extension decides what kind of asset it becomes.
 */
export function uploadName(kind: AssetKind, mimeType: string): string {
  return `dailies-${crypto.randomUUID().slice(0, 13)}.${EXTENSIONS[mimeType] ?? FALLBACK_EXTENSIONS[kind]}`;
}

/** One multipart form with the one part `file`. Blobs are joined without being read, so that a large video stays on disk. */
function multipart(file: { bytes: Blob; kind: AssetKind; mimeType: string }): { body: Blob; contentType: string } {
  const boundary = `dailies-${crypto.randomUUID()}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${uploadName(file.kind, file.mimeType)}"\r\nContent-Type: ${file.mimeType}\r\n\r\n`;
  return { body: new Blob([head, file.bytes, `\r\n--${boundary}--\r\n`]), contentType: `multipart/form-data; boundary=${boundary}` };
}
