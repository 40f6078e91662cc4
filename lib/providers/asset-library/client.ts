import type { AssetKind } from "@/lib/models/catalog";
import { bearer, contextFor } from "../ask";
import { otherAssetBase } from "../connection";
import { errorFromAnswer, errorFromNetwork, malformedAnswer } from "../errors";
import { ANSWER_LIMITS, type Http, type HttpAnswer, HttpFailure, TIMEOUTS } from "../http";
import type { AssetHome, AssetLibrary, AssetUpload, PersonGroup, ProviderConnection, ProviderError } from "../types";
import { parseJson } from "../clean-text";
import { decideAssetJob, isElsewhere, isKeyRefused, type RawAnswer, readAssetAnswer, readJobId, readListed } from "./map";
import { authorizeSchema, groupListSchema } from "./wire";

/** The documentation has the calls about groups under the web site's `/api` and nowhere else. */
const documentedBase = (base: string): string => (base.endsWith("/api") ? base : otherAssetBase(base));

/** PowerTokens' asset library: upload a file, then ask until it has an id. */
export function createAssetLibrary(connection: ProviderConnection, http: Http): AssetLibrary {
  const home: AssetHome = { asked: connection.assetBaseUrl, base: null, listBase: null, form: null };
  const contextOf = contextFor(connection);

  /**
   * Asks the known base, or the one to begin with and then, once, the other; remembers which of them is a library.
   * A key that is refused in both forms may only mean that something else lives at a base that is not proven.
   */
  async function atLibrary(
    which: "base" | "listBase",
    firstBase: string,
    send: (base: string) => Promise<HttpAnswer>,
  ): Promise<HttpAnswer> {
    const known = home[which];
    const first = await network(send(known ?? firstBase));
    // Only the library's own manner of speaking proves that it lives there.
    if (typeof readAssetAnswer(first.text)?.code === "number") home[which] ??= firstBase;
    if (known !== null || !(isElsewhere(raw(first)) || (first.status === 401 && home[which] === null))) return first;
    const other = otherAssetBase(firstBase);
    let second: HttpAnswer;
    try {
      second = await send(other);
    } catch (error) {
      // The other address is a guess: its failing says less than the first answer does.
      if (error instanceof HttpFailure) return first;
      throw error;
    }
    if (isElsewhere(raw(second))) return first;
    home[which] = other;
    return second;
  }

  /** Sends with the key in the form that is known to work, or bare and then, where that was refused, as Bearer. */
  async function withKey(call: "upload" | "job", send: (authorization: string) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const as = (form: "bare" | "bearer") => send(form === "bare" ? connection.apiKey : bearer(connection));
    if (home.form !== null) return as(home.form);
    const bare = await as("bare");
    const isRefused = isKeyRefused(raw(bare), contextOf(call, bare.status));
    // A refused key did nothing, so the repeat is safe.
    const answer = isRefused ? await as("bearer") : bare;
    if (isGood(answer)) home.form = isRefused ? "bearer" : "bare";
    return answer;
  }

  /** Open to anyone, so the key stays at home. */
  const ask = (jobId: string): Promise<HttpAnswer> => {
    const query = new URLSearchParams({ task_id: jobId });
    return atLibrary("base", connection.assetBaseUrl, (base) =>
      http.send({
        method: "GET",
        url: `${base}/v1/asset/jobs/get-asset-id?${query}`,
        timeoutMs: TIMEOUTS.read,
        maxBytes: ANSWER_LIMITS.answer,
      }),
    );
  };

  async function post(file: AssetUpload): Promise<HttpAnswer> {
    const form = multipart(file);
    return atLibrary("base", connection.assetBaseUrl, (base) =>
      withKey("upload", (authorization) =>
        http.send({
          method: "POST",
          url: `${base}/v1/asset/upload`,
          authorization,
          contentType: form.contentType,
          body: form.body,
          timeoutMs: TIMEOUTS.upload,
          maxBytes: ANSWER_LIMITS.answer,
        }),
      ),
    );
  }

  /** Asks one of the calls that the documents have under the web site's address. */
  const askList = (call: string, body: object): Promise<HttpAnswer> =>
    atLibrary("listBase", home.listBase ?? documentedBase(home.base ?? connection.assetBaseUrl), (base) =>
      withKey("job", (authorization) =>
        http.send({
          method: "POST",
          url: `${base}/v1/asset/${call}`,
          authorization,
          contentType: "application/json",
          body: JSON.stringify(body),
          timeoutMs: TIMEOUTS.read,
          maxBytes: ANSWER_LIMITS.answer,
        }),
      ),
    );

  const refusalOf = (answer: HttpAnswer, otherwise: string): ProviderError =>
    isElsewhere(raw(answer))
      ? malformedAnswer(otherwise, answer.status)
      : errorFromAnswer(answer, contextOf("job", answer.status), Date.now());

  return {
    home,
    async probe() {
      // A job that nobody has: whatever the library says about it, it is the library that says it.
      const answer = await ask("task_0000000000000000");
      if (typeof readAssetAnswer(answer.text)?.code === "number") return;
      throw answer.status < 400 || isElsewhere(raw(answer))
        ? malformedAnswer("no asset library answers here", answer.status)
        : errorFromAnswer(answer, contextOf("job", answer.status), Date.now());
    },
    async upload(file) {
      let answer = await post(file);
      // Some accounts may have no groups of their own, or no more of them; a refusal took nothing.
      if (file.groupName !== null && !file.groupId && !isGood(answer) && /group/iu.test(readAssetAnswer(answer.text)?.msg ?? ""))
        answer = await post({ ...file, groupName: null });
      const jobId = isGood(answer) ? readJobId(readAssetAnswer(answer.text)) : null;
      if (jobId !== null) return { jobId };
      const error = errorFromAnswer(answer, contextOf("upload", answer.status), Date.now());
      const isSilent = error.failure.code === null && error.failure.message === "";
      throw isSilent && answer.status < 500 && (answer.status < 400 || isElsewhere(raw(answer)))
        ? malformedAnswer("the asset library gave no job id", answer.status)
        : error;
    },
    async findAsset(by) {
      const filter = "assetId" in by ? { asset_id: by.assetId } : { name: by.name.replace(/\.\w+$/u, "") };
      const answer = await askList("groups/assets", { page: 1, page_size: 50, group_id: null, ...filter });
      const found = isGood(answer) ? readListed(answer.text, by, contextOf("job", answer.status)) : undefined;
      if (found !== undefined) return found;
      throw refusalOf(answer, "the asset library shows no list");
    },
    async authorizeUrl() {
      const answer = await askList("get-authorize-url", {});
      const parsed = authorizeSchema.safeParse(parseJson(answer.text));
      if (answer.status < 300 && parsed.success && parsed.data.code === 200) return parsed.data.data;
      throw refusalOf(answer, "the asset library gave no link");
    },
    async listPeople() {
      // The documents say both of how a verified person's group is marked.
      const answers = [1, 2].map(async (real_human_type) => {
        const answer = await askList("groups/list", { page: 1, page_size: 100, group_type: 1, real_human_type });
        const parsed = groupListSchema.safeParse(parseJson(answer.text));
        if (answer.status >= 300 || !parsed.success || parsed.data.code !== 200)
          throw refusalOf(answer, "the asset library shows no groups");
        return parsed.data.data.list ?? [];
      });
      const groups = (await Promise.all(answers)).flat().flatMap((group): PersonGroup[] => {
        const groupId = group?.group_id ?? "";
        return /^[\w.-]{1,200}$/u.test(groupId) ? [{ groupId, name: group?.group_name ?? "" }] : [];
      });
      return [...new Map(groups.map((group) => [group.groupId, group])).values()];
    },
    async deleteGroup(groupId) {
      const answer = await askList("groups/delete", { group_id: groupId });
      // Only the library itself may say that it is gone: a 404 of anything else says nothing.
      if (isGood(answer) || readAssetAnswer(answer.text)?.code === 404) return;
      throw refusalOf(answer, "the asset library did not delete the group");
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
/** Whether it did what was asked, by HTTP and by its own code. */
function isGood(answer: HttpAnswer): boolean {
  const code = readAssetAnswer(answer.text)?.code;
  return answer.status >= 200 && answer.status < 300 && readAssetAnswer(answer.text) !== null && (typeof code !== "number" || code === 200);
}

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
 * A name of our own for an upload, by which the library's list can be asked for it. The service adds text to it and
 * then fails above 64 characters: 45 worked and 50 did not. The extension decides what kind of asset it becomes.
 *
 * @param id a UUID: with its extension it takes at most 37 characters
 */
export function uploadName(id: string, kind: AssetKind, mimeType: string): string {
  return `${id.replaceAll("-", "")}.${EXTENSIONS[mimeType] ?? FALLBACK_EXTENSIONS[kind]}`;
}

/** A multipart form. Blobs are joined without being read, so that a large video stays on disk. */
function multipart({ bytes, name, mimeType, groupName, groupId }: AssetUpload): { body: Blob; contentType: string } {
  const boundary = `dailies-${crypto.randomUUID()}`;
  const [field, value] = groupId ? ["group_id", groupId] : ["group_name", groupName];
  const group = value === null ? "" : `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${mimeType}\r\n\r\n`;
  return { body: new Blob([group, head, bytes, `\r\n--${boundary}--\r\n`]), contentType: `multipart/form-data; boundary=${boundary}` };
}
