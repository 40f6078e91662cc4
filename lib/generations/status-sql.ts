import { Prisma } from "@/lib/platform/db/generated/client";
import { type GenerationStatus, isFinal } from "./lifecycle";

// Constants of ours, and so never parameters: the planner sees whether a partial index fits.
const listed = (statuses: readonly GenerationStatus[]): Prisma.Sql => Prisma.raw(statuses.map((status) => `'${status}'`).join(", "));

const areOpen = (statuses: readonly GenerationStatus[]): boolean => !statuses.some(isFinal);

/**
 * `status IN (…)` over the columns of `generations`. For states that are open it names `next_action_at` too: the table's
 * check makes that the same question, and only that column has an index, which is as small as what is open.
 */
export const statusIn = (...statuses: readonly GenerationStatus[]): Prisma.Sql =>
  areOpen(statuses)
    ? Prisma.sql`(next_action_at IS NOT NULL AND status IN (${listed(statuses)}))`
    : Prisma.sql`status IN (${listed(statuses)})`;

/** The same for a query of Prisma's. */
export const whereStatus = (...statuses: readonly GenerationStatus[]) => ({
  status: { in: [...statuses] },
  ...(areOpen(statuses) ? { nextActionAt: { not: null } } : {}),
});
