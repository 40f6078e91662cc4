import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

/** As long as mending one file may take: an hour of speech, half a minute of 4k with the WebAssembly build. */
export const MEND_TIMEOUT_SECONDS = 30 * 60;
/** The job ends later than that by so much, so that its signal means only that the worker has to go. */
const MARGIN_SECONDS = 60;

/** Makes a file of another; two at once in a worker. The row says what is to be done, and the sweep rings again for one whose worker has gone. */
export const mendAssetJob = defineJob({
  name: "asset.mend",
  schema: z.object({ mendId: z.uuid() }),
  options: { retryLimit: 0, concurrency: 2, timeoutSeconds: MEND_TIMEOUT_SECONDS + MARGIN_SECONDS },
});
