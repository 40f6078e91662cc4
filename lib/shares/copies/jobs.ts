import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

/** Makes what guests of a link are given of a clip, or of a film, one at a time. `mark` null: the copy without words. */
export const guestCopyJob = defineJob({
  name: "share.copy",
  schema: z.object({ generationId: z.uuid().nullable(), exportId: z.uuid().nullable(), mark: z.string().nullable() }),
  options: { retryLimit: 5, retryDelaySeconds: 30, concurrency: 1, timeoutSeconds: 4 * 3600 + 300 },
});
