import { z } from "zod";
import { LOCALES } from "@/lib/i18n/config";
import { defineJob } from "@/lib/platform/jobs/define-job";

/**
 * Somebody forgot a password. It is queued whether there is such an account or not (`userId` null), so that the answer takes the same time,
 * and names it by its id, because the queue keeps what it did for a week. Tried again for some minutes where the mail server is away.
 */
export const mailResetLinkJob = defineJob({
  name: "account.reset-link",
  schema: z.object({
    userId: z.uuid().nullable(),
    network: z.string(),
    /** The page's language, for somebody whose own is not known. */
    locale: z.enum(LOCALES),
    /** As people know it: "Firefox · Linux". */
    browser: z.string().nullable(),
    askedAt: z.iso.datetime(),
  }),
  options: { retryLimit: 4, retryDelaySeconds: 20, timeoutSeconds: 60 },
});
