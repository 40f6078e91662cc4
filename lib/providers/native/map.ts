import { isTaskId } from "../connection";
import { type ErrorContext, failureFromTask, localFailure } from "../errors";
import { toDate, toInteger, toLink, toSeconds, toTaskStatus, toText, toTokens } from "../snapshot-parts";
import { endedWithoutClip, type TaskList, type TaskSnapshot } from "../types";
import { nativeListSchema, nativeTaskSchema } from "./wire";

type FailureContext = Omit<ErrorContext, "call" | "httpStatus">;

/** One task as queried or listed, or null when it is no task at all: without an id it could be anybody's. */
export function readNativeTask(answer: unknown, context: FailureContext): TaskSnapshot | null {
  const parsed = nativeTaskSchema.safeParse(answer);
  if (!parsed.success || !isTaskId(parsed.data.id)) return null;
  const task = parsed.data;
  const rawStatus = toText(task.status) ?? "";
  const status = toTaskStatus(rawStatus);
  // A reason counts only where something went wrong; one relay keeps the finished link in `fail_reason`.
  const error = endedWithoutClip(status) ? failureFromTask([task.error, task.failure_reason], context) : null;
  return {
    id: parsed.data.id,
    status,
    rawStatus,
    providerModel: toText(task.model),
    videoUrl: toLink(task.content?.video_url),
    servesContent: false,
    lastFrameUrl: toLink(task.content?.last_frame_url),
    error: error ?? (status === "failed" ? localFailure("unknown", "failed without a reason") : null),
    tokens: toTokens(task.usage?.completion_tokens) ?? toTokens(task.usage?.total_tokens),
    seed: toInteger(task.seed),
    ratio: toText(task.ratio),
    resolution: toText(task.resolution),
    durationSeconds: toSeconds(task.duration, task.frames),
    safetyIdentifier: toText(task.safety_identifier),
    createdAt: toDate(task.created_at),
    updatedAt: toDate(task.updated_at),
  };
}

/** One page of the list, each id once, or null when it is no list. What is no task in it is left out. */
export function readNativeList(answer: unknown, context: FailureContext): TaskList | null {
  const parsed = nativeListSchema.safeParse(answer);
  if (!parsed.success) return null;
  const byId = new Map<string, TaskSnapshot>();
  for (const item of parsed.data.items ?? []) {
    const task = readNativeTask(item, context);
    if (task && !byId.has(task.id)) byId.set(task.id, task);
  }
  return { items: [...byId.values()], total: toInteger(parsed.data.total) };
}
