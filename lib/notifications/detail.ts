import { z } from "zod";

/** What a row of its kind knows beside its columns. Only what is told: no address, no link, no secret. */
export const detailSchema = z
  .object({
    /** What a guest calls themselves. */
    guest: z.string(),
    verdict: z.enum(["approved", "rejected"]),
    /** Of a limit: whose, of what time, how much of it is used, and the name of the project or person. */
    scope: z.enum(["team", "project", "person"]),
    period: z.enum(["month", "day"]),
    percent: z.number(),
    name: z.string(),
  })
  .partial();
export type Detail = z.output<typeof detailSchema>;
