import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

const schema = z.object({ generationId: z.uuid() });

/**
 * Alarm clocks only: each handler loads the row, looks at its state and may run twice, late or not at all.
 * None is repeated by the queue; a handler sets `next_action_at`, and the sweeper rings again.
 */
export const sendGenerationJob = defineJob({ name: "generation.send", schema, options: { retryLimit: 0, concurrency: 4 } });
export const reconcileGenerationJob = defineJob({ name: "generation.reconcile", schema, options: { retryLimit: 0, concurrency: 1 } });
/** Four slots: one slow download must not hold up the others. An hour: a large clip over a thin line. */
export const archiveGenerationJob = defineJob({
  name: "generation.archive",
  schema,
  options: { retryLimit: 0, concurrency: 4, timeoutSeconds: 3600 },
});
/**
 * Pictures and copies beside the clip may fail and be made again, without anybody waiting for them. The half hour of a copy of 4k, and ten
 * minutes each for the strip and the copy for cards.
 */
export const makePicturesJob = defineJob({
  name: "generation.pictures",
  schema,
  options: { retryLimit: 5, retryDelaySeconds: 30, concurrency: 1, timeoutSeconds: 3300 },
});
/** By itself: a project may ask for hundreds of these at once, and the pictures of new clips do not wait for them. */
export const labelCopyJob = defineJob({
  name: "generation.label",
  schema,
  options: { retryLimit: 5, retryDelaySeconds: 30, concurrency: 1, timeoutSeconds: 2700 },
});
