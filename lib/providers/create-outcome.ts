import { z } from "zod";
import { isTaskId } from "./connection";
import { parseJson } from "./clean-text";
import { isJsonObject } from "./error-envelopes";
import { type ErrorContext, failureFromNetwork, failureFromText, localFailure } from "./errors";
import { ANSWER_LIMITS, createTimeoutMs, type Http, type HttpAnswer, HttpFailure } from "./http";
import { readRetryAfter } from "./retry-after";
import { accountFailureOf, type CreateOutcome, type ProviderFailure } from "./types";

/** Statuses that are documented to come before any work is done, provided that the body is a JSON error and no gateway's page. */
const REFUSING_STATUSES: readonly number[] = [400, 402, 403, 404, 405, 413, 415, 422];

/**
 * Codes that prove, under any status, that nothing was created. PowerTokens answers an invalid key with HTTP 500
 * and this code; who is turned away at the door has ordered nothing.
 */
const NOT_ACCEPTED_CODES: readonly string[] = ["token_invalid"];

/**
 * A relay that has no channel for a model says so before it calls anybody, in these words. Its other codes of a missing
 * channel may follow a first try that did reach the upstream.
 */
const hasNoChannel = ({ code, message }: ProviderFailure): boolean => code === "model_not_found" && /\(distributor\)/u.test(message);

const text = z.string().nullish().catch(undefined);
const createdSchema = z.object({ id: text, task_id: text, data: z.object({ id: text, task_id: text }).nullish().catch(undefined) });

/**
 * The task id in the answer to a create: `id`, else `task_id`, else the same inside `data`; null when none is
 * sane. Native answers only `id`; reading the others there, too, costs nothing and saves a task from being uncertain.
 */
export function readTaskId(answer: unknown): string | null {
  const parsed = createdSchema.safeParse(answer);
  if (!parsed.success) return null;
  const { id, task_id, data } = parsed.data;
  return [id, task_id, data?.task_id, data?.id].find(isTaskId) ?? null;
}

/**
 * Sends a create once and says what became of it. There is no idempotency key, and each task is billed, so only
 * what is certain gets a certain name. Never throws and never repeats.
 */
export async function createOnce(
  http: Http,
  call: {
    url: string;
    authorization: string;
    body: Record<string, unknown>;
    context: ErrorContext;
    signal?: AbortSignal | undefined;
    /** What of a good answer says that it was made; a task's id unless told. */
    read?: (answer: unknown) => string | null;
  },
): Promise<CreateOutcome> {
  let answer: HttpAnswer;
  try {
    const body = JSON.stringify(call.body);
    answer = await http.send({
      method: "POST",
      url: call.url,
      authorization: call.authorization,
      contentType: "application/json",
      body,
      timeoutMs: createTimeoutMs(body.length),
      maxBytes: ANSWER_LIMITS.create,
      fresh: true,
      ...(call.signal ? { signal: call.signal } : {}),
    });
  } catch (error) {
    if (!(error instanceof HttpFailure)) {
      // Nothing but our own mistake ends here; whether bytes left is unknown, so nobody sends again.
      return { outcome: "uncertain", failure: localFailure("network", error instanceof Error ? error.message : String(error)) };
    }
    return { outcome: error.phase === "notSent" ? "notSent" : "uncertain", failure: failureFromNetwork(error) };
  }
  return judgeCreate(answer, call.context, Date.now(), call.read);
}

/** The class of a complete answer to a create. Pure. */
export function judgeCreate(answer: HttpAnswer, call: ErrorContext, now: number, read = readTaskId): CreateOutcome {
  const { status, text } = answer;
  const context = { ...call, httpStatus: status };
  if (status >= 200 && status < 300) {
    const taskId = read(parseJson(text));
    if (taskId !== null) return { outcome: "created", taskId };
    return { outcome: "uncertain", failure: unclear(text, context, "accepted, but the answer carries no usable task id") };
  }
  const failure = failureFromText(text, context);
  const isJson = isJsonObject(text);
  if (isJson && ((failure.code !== null && NOT_ACCEPTED_CODES.includes(failure.code)) || hasNoChannel(failure)))
    return { outcome: "refused", failure };
  if (status === 429 && isJson) {
    // Money does not come by waiting; what is said of a quota may mean the queue.
    if (failure.kind !== "quota" && accountFailureOf(failure.kind) !== null) return { outcome: "refused", failure };
    return { outcome: "notCreated", failure, retryAfterMs: readRetryAfter(answer.headers.get("retry-after"), now) };
  }
  // Keys are checked before anything else, so that a 401 needs no body to be believed.
  if (status === 401) return { outcome: "refused", failure };
  if (REFUSING_STATUSES.includes(status) && isJson) return { outcome: "refused", failure };
  return { outcome: "uncertain", failure: unclear(text, context, `an answer that settles nothing: HTTP ${status}`) };
}

/** Keeps the words and the code where there are some, and says that the answer made no sense where there are none. */
function unclear(text: string, context: ErrorContext, otherwise: string): ProviderFailure {
  const failure = failureFromText(text, context);
  if (failure.code !== null || failure.message !== "") return failure;
  return localFailure(context.httpStatus !== null && context.httpStatus >= 500 ? "server" : "malformed", otherwise, {
    httpStatus: context.httpStatus,
  });
}
