import { type ErrorContext, failureFromTask, localFailure } from "../errors";
import { isOwnContent } from "../open-content";
import { toDate, toInteger, toLinks, toSeconds, toTaskStatus, toText, toTokens } from "../snapshot-parts";
import { endedWithoutClip, type TaskSnapshot } from "../types";
import { modelListSchema, videoTaskSchema } from "./wire";

type FailureContext = Omit<ErrorContext, "call" | "httpStatus"> & { baseUrl: string };

/**
 * One task in any of the three shapes that this surface answers in, or null when it is no task. A link that can be
 * opened by itself comes before the API's own, which is kept as a mark.
 */
export function readVideoTask(answer: unknown, askedId: string, context: FailureContext): TaskSnapshot | null {
  const parsed = videoTaskSchema.safeParse(unwrapData(answer));
  if (!parsed.success) return null;
  const task = parsed.data;
  const rawStatus = toText(task.status) ?? "";
  if (rawStatus === "") return null;
  const status = toTaskStatus(rawStatus);
  // A reason counts only where something went wrong; one relay keeps the finished link in `fail_reason`.
  const error = endedWithoutClip(status) ? failureFromTask([task.error, task.fail_reason], context) : null;
  const links = toLinks(task.content?.video_url, task.video_url, task.metadata?.url, task.url);
  const foreign = (link: string) => !isOwnContent(link, context.baseUrl);
  return {
    // A relay may name its own id or the upstream's; what we asked for is what we go on asking for.
    id: askedId,
    status,
    rawStatus,
    providerModel: toText(task.model),
    videoUrl: links.find(foreign) ?? null,
    servesContent: links.some((link) => !foreign(link)),
    lastFrameUrl: toLinks(task.content?.last_frame_url, task.last_frame_url, task.metadata?.last_frame_url).find(foreign) ?? null,
    error: error ?? (status === "failed" ? localFailure("unknown", "failed without a reason") : null),
    tokens: toTokens(task.usage?.completion_tokens) ?? toTokens(task.usage?.total_tokens),
    seed: toInteger(task.seed) ?? toInteger(task.metadata?.seed),
    ratio: toText(task.ratio) ?? toText(task.metadata?.ratio),
    resolution: toText(task.resolution) ?? toText(task.metadata?.resolution) ?? toText(task.size),
    durationSeconds: toSeconds(task.duration ?? task.metadata?.duration ?? task.seconds, task.frames),
    safetyIdentifier: toText(task.safety_identifier),
    createdAt: toDate(task.created_at),
    updatedAt: toDate(task.updated_at ?? task.completed_at),
  };
}

/** Relays may put the task into `data`, with a code and a message of their own around it. */
function unwrapData(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null || "status" in answer) return answer;
  const { data } = answer as { data?: unknown };
  return typeof data === "object" && data !== null ? data : answer;
}

/** The ids in `GET /v1/models`, or null when it is no list of models. */
export function readModelIds(answer: unknown): string[] | null {
  const parsed = modelListSchema.safeParse(answer);
  return parsed.success ? parsed.data.data.flatMap((model) => toText(model?.id) ?? []) : null;
}
