import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

/** An alarm clock for one row of the tray; the row says what there is to do. An hour: a large clip over a thin line. */
export const attendUnclaimedJob = defineJob({
  name: "unclaimed.attend",
  schema: z.object({ unclaimedId: z.uuid() }),
  options: { retryLimit: 0, concurrency: 2, timeoutSeconds: 3600 },
});
