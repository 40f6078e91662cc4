import { modelName, nativeTask, usage } from "../native/task";
import type { WireSwitches } from "../switches";
import { type Links, seconds, type TaskStatus, type ToldTask } from "../told-task";

const progressOf = (status: TaskStatus): number => (status === "queued" ? 0 : status === "running" ? 50 : 100);

/** A task as /v1/videos shows it, in whichever of the three shapes is switched on. */
export function videoTask(task: ToldTask, links: Links, switches: WireSwitches, silent: readonly string[] = []): Record<string, unknown> {
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
export function createdVideo(task: ToldTask, switches: WireSwitches): Record<string, unknown> {
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
