import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

/** As long as making a film may take. */
export const EXPORT_TIMEOUT_SECONDS = 4 * 3600;
/** The job ends later than that by so much, so that its signal means only that the worker has to go. */
const MARGIN_SECONDS = 300;

/**
 * Makes one film at a time, behind everything else on the machine. The row says what is to be done, and the sweep rings again for one whose
 * worker has gone. Hours: half an hour of film with the WebAssembly build.
 */
export const exportSequenceJob = defineJob({
  name: "sequence.export",
  schema: z.object({ exportId: z.uuid() }),
  options: { retryLimit: 0, concurrency: 1, timeoutSeconds: EXPORT_TIMEOUT_SECONDS + MARGIN_SECONDS },
});
