import type { z } from "zod";
import { acceptInviteSchema } from "../schema";

/** With an invitation, or without. */
export const openAccountSchema = acceptInviteSchema.pick({ name: true }).extend({ token: acceptInviteSchema.shape.token.optional() });
export type OpenAccountInput = z.output<typeof openAccountSchema>;
