import { getModel } from "@/lib/models/catalog";

import type { TaskRecord, TaskStatus } from "./records";
import type { FidelitySwitches } from "./settings";

const seconds = (ms: number): number => Math.floor(ms / 1000);

export interface Links {
  video: string | null;
  lastFrame: string | null;
}

/** A task as the native surface shows it, in query and list alike. */
export function nativeTask(
  task: TaskRecord,
  links: Links,
  switches: FidelitySwitches,
  silent: readonly string[] = [],
): Record<string, unknown> {
  const isOver = task.status !== "queued" && task.status !== "running";
  const hasResult = task.status === "succeeded";
  const shown: Record<string, unknown> = {
    id: task.id,
    model: modelName(task, switches),
    status: task.status,
    ...(isOver ? { error: task.error } : {}),
    ...(hasResult
      ? {
          content: {
            ...(links.video === null ? {} : { video_url: links.video }),
            ...(links.lastFrame === null ? {} : { last_frame_url: links.lastFrame }),
          },
          usage: usage(task),
        }
      : {}),
    created_at: seconds(task.createdAtMs),
    updated_at: seconds(task.updatedAtMs),
    ...(hasResult
      ? { seed: task.seed, resolution: task.resolution, ratio: task.ratio, duration: task.durationSeconds, framespersecond: 24 }
      : task.requestedSeed === null
        ? {}
        : { seed: task.requestedSeed }),
    generate_audio: task.sound,
    draft: false,
    priority: task.priority,
    service_tier: "default",
    execution_expires_after: task.expiresAfterSeconds,
    ...(task.webSearch ? { tools: [{ type: "web_search" }] } : {}),
    ...(task.safetyIdentifier === null ? {} : { safety_identifier: task.safetyIdentifier }),
  };
  if (!switches.echoSafetyIdentifier) delete shown.safety_identifier;
  if (!switches.echoSeed) delete shown.seed;
  for (const field of silent) delete shown[field];
  return shown;
}

function usage(task: TaskRecord): Record<string, unknown> {
  const tokens = task.tokens ?? 0;
  return { completion_tokens: tokens, total_tokens: tokens, ...(task.webSearch ? { tool_usage: { web_search: 1 } } : {}) };
}

function modelName(task: TaskRecord, switches: FidelitySwitches): string {
  return switches.responseModel === "doubao" ? getModel(task.modelKey).ids.volcengine : task.requestedModel;
}

const progressOf = (status: TaskStatus): number => (status === "queued" ? 0 : status === "running" ? 50 : 100);

/** A task as /v1/videos shows it, in whichever of the three shapes is switched on. */
export function videoTask(
  task: TaskRecord,
  links: Links,
  switches: FidelitySwitches,
  silent: readonly string[] = [],
): Record<string, unknown> {
  const progress = progressOf(task.status);
  const isOver = progress === 100;
  switch (switches.videoShape) {
    case "A":
      return { ...nativeTask(task, links, switches, silent), task_id: task.id, progress };
    case "B":
      return {
        id: task.id,
        task_id: task.id,
        object: "video",
        model: modelName(task, switches),
        status: task.status === "queued" ? "pending" : task.status,
        progress,
        created_at: seconds(task.createdAtMs),
        ...(isOver ? { completed_at: seconds(task.updatedAtMs) } : {}),
        ...(links.video === null ? {} : { video_url: links.video }),
        ...(links.lastFrame === null ? {} : { last_frame_url: links.lastFrame }),
        ...(task.status === "succeeded"
          ? {
              usage: usage(task),
              metadata: { resolution: task.resolution, ratio: task.ratio, duration: task.durationSeconds, seed: task.seed },
            }
          : {}),
        ...(task.error ? { fail_reason: task.error.message, error: task.error.code } : {}),
      };
    case "C":
      return {
        id: task.id,
        task_id: task.id,
        object: "video",
        model: modelName(task, switches),
        status: NEW_API_WORDS[task.status],
        progress,
        created_at: seconds(task.createdAtMs),
        ...(isOver ? { completed_at: seconds(task.updatedAtMs) } : {}),
        seconds: String(task.durationSeconds),
        ...(links.video === null
          ? {}
          : { metadata: { url: links.video, ...(links.lastFrame === null ? {} : { last_frame_url: links.lastFrame }) } }),
        ...(isOver && task.status !== "succeeded"
          ? { error: task.error ?? { code: `task_${task.status}`, message: `task ${task.status}` } }
          : {}),
      };
  }
}

const NEW_API_WORDS: Record<TaskStatus, string> = {
  queued: "queued",
  running: "in_progress",
  succeeded: "completed",
  failed: "failed",
  cancelled: "failed",
  expired: "failed",
};

/** What POST /v1/videos says. */
export function createdVideo(task: TaskRecord, switches: FidelitySwitches): Record<string, unknown> {
  const status = switches.createStatusWord;
  if (switches.createAnswer === "short") return { id: task.id, task_id: task.id, status };
  return {
    id: task.id,
    task_id: task.id,
    object: "video",
    model: task.requestedModel,
    status,
    progress: 0,
    created_at: seconds(task.createdAtMs),
  };
}
