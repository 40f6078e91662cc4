import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

/** An alarm clock for one provider copy of an asset; the row says what is to be done. */
export const registerAssetJob = defineJob({
  name: "asset.register",
  schema: z.object({ registrationId: z.uuid() }),
  options: { retryLimit: 0, concurrency: 4 },
});
