import { parseJson, redact } from "../clean-text";
import { cleanMessage, isHtml } from "../error-envelopes";
import { type ErrorContext, failureFromText, localFailure } from "../errors";
import type { AssetJob, ProviderFailure } from "../types";
import { type AssetAnswer, assetAnswerSchema } from "./wire";

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
function readAssetId(answer: AssetAnswer): string | null {
  const id = (answer.data?.asset_id || answer.asset_id || "").trim().replace(/^asset:\/\//u, "");
  return /^[\w.-]{1,200}$/u.test(id) ? id : null;
}

/** The job id of an accepted upload, or null. It opens the asset to anyone, so it is a secret. */
export function readJobId(answer: AssetAnswer | null): string | null {
  if (!answer || (typeof answer.code === "number" && answer.code !== 200)) return null;
  const id = answer.data?.task_id ?? answer.task_id;
  return id && /^[\w.-]{1,200}$/u.test(id) ? id : null;
}

/** Whether an answer shows that no asset library lives at this address: C2's 404, 405 or a web page. */
export function isElsewhere(answer: RawAnswer): boolean {
  if (isHtml(answer.text, answer.contentType)) return true;
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
 * What one look at an upload job tells. The failed shape is undocumented, so everything that is not an id counts
 * as "not yet", until the same refusal was said three times after the first ten seconds, or the job was unknown
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
  const words = redact(cleanMessage(parsed?.msg || parsed?.message || "").message, context.apiKey);
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
