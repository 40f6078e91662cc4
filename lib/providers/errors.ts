import { redact } from "@/lib/shared/redact";
import { type Circumstances, kindOf } from "./error-table";
import { isHtml, readErrorBody, readErrorText, type ReadError } from "./error-envelopes";
import type { HttpFailure } from "./http";
import { readRetryAfter } from "./retry-after";
import { accountFailureOf, type FailureKind, ProviderError, type ProviderFailure } from "./types";

/** What the judging of an answer needs beside the answer. */
export interface ErrorContext extends Circumstances {
  /** Taken out of every text, should a server repeat it. */
  apiKey: string;
  /** The create body, when there is one: it tells which input `content[2]` is. */
  body?: Record<string, unknown>;
}

const POSITION = /\b(?:content|media)\[(\d+)\](?:\.[a-z_]+)*/u;
const KIND_OF_INPUT: Partial<Record<FailureKind, "image" | "video" | "audio">> = {
  inputImage: "image",
  inputVideo: "video",
  inputAudio: "audio",
};

/** The failure that an answer's text tells of. */
export function failureFromText(text: string, context: ErrorContext): ProviderFailure {
  return toFailure(readErrorText(text), context);
}

/**
 * The failure in the `error` (or `fail_reason`) of a task that ended badly, or null when it gives no reason. One
 * shape has the code alone as `error` and the words in `fail_reason`.
 */
export function failureFromTask(reasons: readonly unknown[], context: Omit<ErrorContext, "call" | "httpStatus">): ProviderFailure | null {
  const [first, ...rest] = reasons;
  const isBareCode = typeof first === "string" && /^[A-Za-z]\w*(?:\.\w+)*$/u.test(first);
  const words = rest.find((reason) => typeof reason === "string" && reason !== "");
  for (const reason of isBareCode ? [{ code: first, message: words ?? "" }] : reasons) {
    const found = readErrorBody({ error: reason });
    if (found) return toFailure(found, { ...context, call: "task", httpStatus: null });
  }
  return null;
}

export function toFailure(read: ReadError, context: ErrorContext): ProviderFailure {
  // The body's own number counts as the status where the asset library puts HTTP 200 around it.
  const inner = read.envelope === 4 && /^[45]\d\d$/u.test(read.code ?? "") ? Number(read.code) : context.httpStatus;
  const kind = kindOf(read, { ...context, httpStatus: inner });
  const clean = (text: string | null) => text && redact(text, [context.apiKey]);
  return {
    kind,
    code: clean(read.code),
    message: redact(read.message, [context.apiKey]),
    requestId: clean(read.requestId),
    httpStatus: context.httpStatus,
    param: clean(read.param ?? POSITION.exec(read.message)?.[0] ?? null),
    inputIndex: findInputIndex(read, kind, context.body),
  };
}

/**
 * Which of the request's inputs a refusal is about. The text is item 0 of what we send, so inputs count from 1
 * there; without a position, a refused picture is the only picture, if there is only one.
 */
function findInputIndex(read: ReadError, kind: FailureKind, body: Record<string, unknown> | undefined): number | null {
  const items = body ? (body.content ?? body.media) : undefined;
  const types = Array.isArray(items) ? items.map((item) => String((item as { type?: unknown }).type)) : null;
  const position = POSITION.exec(read.param ?? "") ?? POSITION.exec(read.message);
  if (position) {
    const index = Number(position[1]);
    if (!types) return index > 0 ? index - 1 : null;
    if (types[index] === undefined || types[index] === "text") return null;
    return types.slice(0, index).filter((type) => type !== "text").length;
  }
  if (!types) return null;
  const inputs = types.filter((type) => type !== "text");
  const wanted = KIND_OF_INPUT[kind];
  if (wanted) {
    const fitting = inputs.flatMap((type, index) => (mediaOf(type) === wanted ? [index] : []));
    return fitting.length === 1 ? fitting[0]! : null;
  }
  return (kind === "realPerson" || kind === "assetNotFound" || kind === "mediaLimits" || kind === "mediaUnreadable") && inputs.length === 1
    ? 0
    : null;
}

const mediaOf = (type: string): "image" | "video" | "audio" =>
  type.includes("video") ? "video" : type.includes("audio") ? "audio" : "image";

/** A failure of our own making: the network, or an answer that makes no sense. */
export function localFailure(kind: FailureKind, message: string, details: Partial<ProviderFailure> = {}): ProviderFailure {
  return { kind, code: null, message, requestId: null, httpStatus: null, param: null, inputIndex: null, ...details };
}

const WHAT_BROKE: Record<string, string> = {
  TIMEOUT: "no answer in time",
  ABORTED: "the call was given up",
  TOO_LARGE: "the answer was larger than any honest one",
};

/** An answer that never came, or never ended. The code says why: `ECONNREFUSED`, `ENOTFOUND`, `TIMEOUT` … */
export function failureFromNetwork(failure: HttpFailure): ProviderFailure {
  const kind = failure.code === "TOO_LARGE" ? "malformed" : "network";
  return localFailure(kind, WHAT_BROKE[failure.code] ?? failure.code, { code: failure.code });
}

/** Kinds for which asking again, later, can help a call that changes nothing. */
const PASSING: readonly FailureKind[] = ["rateLimit", "assetRate", "overloaded", "server", "network", "malformed", "quota"];

/** The error that a call other than a create throws for an answer that is not the one hoped for. */
export function errorFromAnswer(
  answer: { status: number; text: string; headers: Headers },
  context: ErrorContext,
  now: number,
): ProviderError {
  let failure = failureFromText(answer.text, context);
  const isReadable = failure.message !== "" || failure.code !== null;
  if (answer.status >= 300 && answer.status < 400) failure = { ...failure, kind: "malformed", message: "redirects are not followed" };
  // A web page in place of an answer says nothing about the task, whatever its status.
  else if (!isReadable && answer.status === 404 && isHtml(answer.text, answer.headers.get("content-type")))
    failure = { ...failure, kind: "malformed" };
  else if (!isReadable && answer.status >= 500) failure = { ...failure, kind: "server" };
  // 403 was seen in passing on queries for tasks that later finished: the task is kept and asked for again.
  const isPassing =
    PASSING.includes(failure.kind) || answer.status >= 500 || answer.status === 408 || (answer.status === 403 && context.call === "read");
  const isFinal = failure.kind !== "quota" && accountFailureOf(failure.kind) !== null;
  return new ProviderError(failure, {
    retryable: isPassing && !isFinal,
    retryAfterMs: readRetryAfter(answer.headers.get("retry-after"), now),
  });
}

export const errorFromNetwork = (failure: HttpFailure): ProviderError =>
  new ProviderError(failureFromNetwork(failure), { retryable: true, cause: failure });

export const malformedAnswer = (message: string, httpStatus: number | null): ProviderError =>
  new ProviderError(localFailure("malformed", message, { httpStatus }), { retryable: true });
