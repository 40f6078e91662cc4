import { z } from "zod";
import { MOST_MICROS } from "./dollars";
import { GROUPINGS, LIMIT_SCOPES } from "./view";

const sum = z.number().int().min(0).max(MOST_MICROS).nullable().optional();

/** What is not said stays as it is. */
export const setLimitsSchema = z
  .object({
    scope: z.enum(LIMIT_SCOPES),
    /** The project or person; the team needs none. */
    subjectId: z.uuid().optional(),
    month: sum,
    day: sum,
    clip: sum,
    askAbove: sum,
    isStopped: z.boolean().optional(),
  })
  .refine(({ scope, subjectId }) => scope === "team" || subjectId !== undefined, { path: ["subjectId"] });
export type SetLimitsInput = z.infer<typeof setLimitsSchema>;

const month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/u);

export const spendSchema = z.object({ month: month.optional(), by: z.enum(GROUPINGS).default("day") });
export type SpendInput = z.infer<typeof spendSchema>;

export const exportSchema = z.object({ month: month.optional() });
