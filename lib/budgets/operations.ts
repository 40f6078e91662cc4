import { z } from "zod";
import { door, operation } from "@/lib/access/operation";
import { getSpend, getSpendChip } from "./get-spend";
import { setLimits } from "./limits";
import { setLimitsSchema, spendSchema } from "./schema";

/** A month of spend: the team's for whoever may see all of it, else the reader's own. */
export const get = operation({ name: "spend.get", permission: "spend.read", input: spendSchema, run: getSpend });
/** The sum of this month, for the header. */
export const chip = operation({ name: "spend.chip", permission: "spend.read", input: z.object({}), run: getSpendChip });
export const limit = operation({ name: "spend.setLimits", permission: "spend.manage", input: setLimitsSchema, run: setLimits });
/** A month, clip by clip, as a file. */
export const download = door({ name: "spend.export", permission: "spend.read" });
