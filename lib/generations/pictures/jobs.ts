import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

/** An alarm clock for a picture that is to be sent, or saved; the row says which. What is a purchase never repeats by itself. */
export const makePictureJob = defineJob({
  name: "picture.make",
  schema: z.object({ pictureId: z.uuid() }),
  options: { retryLimit: 0, concurrency: 2 },
});
