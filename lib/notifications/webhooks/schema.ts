import { z } from "zod";
import { WEBHOOK_EVENTS } from "./events";

export const saveWebhookSchema = z.object({
  /** The project. */
  id: z.uuid(),
  url: z.string().trim().min(1).max(2000),
  events: z.array(z.enum(WEBHOOK_EVENTS)).max(WEBHOOK_EVENTS.length),
});
export type SaveWebhookInput = z.output<typeof saveWebhookSchema>;
