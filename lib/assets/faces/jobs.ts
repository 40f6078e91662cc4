import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

/** An alarm clock for a picture in which nobody has looked for faces. One at a time: it takes a core for a second. */
export const lookForFacesJob = defineJob({
  name: "asset.faces",
  schema: z.object({ assetId: z.uuid() }),
  options: { concurrency: 1 },
});
