import { redact } from "@/lib/shared/redact";
import { parseJson } from "../clean-text";
import { cleanMessage, isHtml } from "../error-envelopes";
import { type ErrorContext, failureFromText, localFailure } from "../errors";
import type { AssetJob, ListedAsset, ProviderFailure } from "../types";
import { type AssetAnswer, assetAnswerSchema, assetListSchema } from "./wire";

/** Young jobs may pass through error-like answers; what stays the same after this age is meant. */
const PATIENCE_MS = 10_000;
const SAME_ANSWERS = 3;

/** "Not yet" said with a code of its own. It ends with the caller's deadline, not with three repetitions. */
const STILL_WORKING = /\bprocessing\b|\bpending\b|\bqueued\b|in progress|not ready|\bwaiting\b|处理中|排队|上传中|请稍/iu;
const GONE_WRONG = /fail|error|refus|reject|失败|错误/iu;

export interface RawAnswer {
  status: number;
  text: string;
  contentType: string | null;
}

export const readAssetAnswer = (text: string): AssetAnswer | null => {
  const parsed = assetAnswerSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
};

/** Ids are put into a link and into the ledger; the service gives them bare, an `asset://` in front is tolerated. */
function readAssetId(answer: Pick<AssetAnswer, "asset_id" | "data">): string | null {
  const id = (answer.data?.asset_id || answer.asset_id || "").trim().replace(/^asset:\/\//u, "");
  return /^[\w.-]{1,200}$/u.test(id) ? id : null;
}

/** The job id of an accepted upload, or null. It opens the asset to anyone, so it is a secret. */
export function readJobId(answer: AssetAnswer | null): string | null {
  if (!answer || (typeof answer.code === "number" && answer.code !== 200)) return null;
  const id = answer.data?.task_id ?? answer.task_id;
  return id && /^[\w.-]{1,200}$/u.test(id) ? id : null;
}

/** Whether an answer shows that no asset library lives at this address: C2's 404, 405, a web page, or no JSON at all. */
export function isElsewhere(answer: RawAnswer): boolean {
  if (isHtml(answer.text, answer.contentType)) return true;
  if (answer.status < 500 && parseJson(answer.text) === undefined) return true;
  return (answer.status === 404 || answer.status === 405) && typeof readAssetAnswer(answer.text)?.code !== "number";
}

/** Whether the form of the Authorization header may be to blame. Such an answer created nothing. */
export function isKeyRefused(answer: RawAnswer, context: ErrorContext): boolean {
  if (answer.status === 401) return true;
  const parsed = readAssetAnswer(answer.text);
  if (answer.status === 200 && (!parsed || parsed.code === 200 || readJobId(parsed) !== null)) return false;
  return failureFromText(answer.text, context).kind === "key";
}

/**
 * What one look at an upload job tells. Why an upload failed stands in the library's list and not here, so everything
 * that is not an id counts as "not yet", until the same refusal was said three times after the first ten seconds, or the job was unknown
 * three times in a row.
 */
export function decideAssetJob(
  answer: RawAnswer,
  history: { ageMs: number; previousMessages: readonly string[] },
  context: ErrorContext,
): AssetJob {
  const parsed = readAssetAnswer(answer.text);
  const assetId = parsed && readAssetId(parsed);
  if (assetId && (typeof parsed.code !== "number" || parsed.code === 200)) return { state: "ready", assetId };

  const before = history.previousMessages.slice(-(SAME_ANSWERS - 1));
  const words = redact(cleanMessage(parsed?.msg || parsed?.message || "").message, [context.apiKey]);
  if (answer.status === 404 || answer.status === 400) {
    const message = `HTTP ${answer.status}${words === "" ? "" : `: ${words}`}`;
    const isUnknown = before.length === SAME_ANSWERS - 1 && before.every((earlier) => /^HTTP 40[04]\b/u.test(earlier));
    return isUnknown
      ? { state: "failed", failure: { ...jobFailure(answer, context, message), kind: "assetNotFound" } }
      : { state: "processing", message };
  }
  // Without a code of its own an answer (a gateway's page, `data: null`, an empty id) says nothing about the job.
  if (words === "" || typeof parsed?.code !== "number" || parsed.code === 200) return { state: "processing", message: null };
  const message = `${parsed.code}: ${words}`;
  const isMeant = history.ageMs >= PATIENCE_MS && before.length === SAME_ANSWERS - 1 && before.every((earlier) => earlier === message);
  if (isMeant && (GONE_WRONG.test(words) || !STILL_WORKING.test(words)))
    return { state: "failed", failure: jobFailure(answer, context, words) };
  return { state: "processing", message };
}

function jobFailure(answer: RawAnswer, context: ErrorContext, message: string): ProviderFailure {
  const failure = failureFromText(answer.text, context);
  return failure.message === "" ? localFailure(failure.kind, message, { httpStatus: answer.status }) : failure;
}

const STATES = { 1: "review", 2: "ready", 3: "failed" } as const;

/** One file of the library's list, found by its id or its name, null when the list has no such file; undefined when it is no list. */
export function readListed(
  text: string,
  by: { name: string } | { assetId: string },
  context: ErrorContext,
): ListedAsset | null | undefined {
  const parsed = assetListSchema.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.code !== 200) return undefined;
  // The service adds text to a name, and its filter takes parts of one.
  const entry = parsed.data.data.list?.find((asset) =>
    "assetId" in by ? asset?.asset_id === by.assetId : asset?.name?.includes(by.name.replace(/\.\w+$/u, "")),
  );
  if (!entry) return null;
  const state = STATES[(entry.status ?? 0) as 1 | 2 | 3];
  const assetId = readAssetId({ asset_id: entry.asset_id });
  if (state === "failed") {
    const failure = failureFromText(JSON.stringify({ code: 400, msg: entry.fail_reason ?? "" }), { ...context, httpStatus: 200 });
    return { state, failure: { ...failure, httpStatus: null, kind: failure.message === "" ? "unknown" : failure.kind } };
  }
  return state === "ready" && assetId !== null ? { state, assetId } : { state: "review" };
}
