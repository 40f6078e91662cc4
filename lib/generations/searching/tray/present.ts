import { findModelByProviderId } from "@/lib/models/catalog";
import { readFacts } from "../task-facts";
import type { TaskView } from "./view";

/** What may be shown of a task: what the list said, with our own name of its model where it has one. */
export function presentTask(taskId: string, json: unknown): TaskView {
  const { state, model, createdAt, durationSeconds, ratio, resolution, seed, tokens } = readFacts(json);
  return {
    taskId,
    state,
    model: model === null ? null : (findModelByProviderId(model)?.label ?? model),
    createdAt,
    durationSeconds,
    ratio,
    resolution,
    seed,
    tokens,
  };
}
