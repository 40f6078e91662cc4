import { z } from "zod";

export const CHANGE_KINDS = [
  "generation",
  "project",
  "member",
  "asset",
  "alarm",
  "line",
  "spend",
  "sequence",
  "export",
  "vote",
  "share",
  "notification",
] as const;

/** Something of a team changed; what it is now is to be asked for by id. */
export const changeSchema = z.object({ teamId: z.string(), kind: z.enum(CHANGE_KINDS), id: z.string() });
export type Change = z.infer<typeof changeSchema>;

/**
 * What an open page hears. A change may bring its news along, read once for all pages of a process; without it the page
 * asks. `resync`: changes may have been missed, so ask for everything again.
 */
export type LiveEvent =
  | (Omit<Change, "teamId"> & { news?: unknown })
  | { kind: "queue"; id: string; news: unknown }
  | { kind: "presence"; id: string; news?: unknown }
  | { kind: "resync" };
