import { getModel } from "@/lib/models/catalog";
import type { WireSwitches } from "../switches";
import { type Links, seconds, type ToldTask } from "../told-task";

/** A task as the native surface shows it, in query and list alike. */
export function nativeTask(task: ToldTask, links: Links, switches: WireSwitches, silent: readonly string[] = []): Record<string, unknown> {
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

/** What it came to, in tokens. */
export function usage(task: ToldTask): Record<string, unknown> {
  const tokens = task.tokens ?? 0;
  return { completion_tokens: tokens, total_tokens: tokens, ...(task.webSearch ? { tool_usage: { web_search: 1 } } : {}) };
}

/** The name that answers carry: not always the one that was asked for. */
export function modelName(task: ToldTask, switches: WireSwitches): string {
  return switches.responseModel === "doubao" ? getModel(task.modelKey).ids.volcengine : task.requestedModel;
}
