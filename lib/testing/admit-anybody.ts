import type { OfTeam } from "@/lib/access/identity/sessions";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { ask } from "@/lib/platform/db/pool";
import { AppError } from "@/lib/shared/errors";

/** Stands in for the door of bytes, where a test is about the file and not about who may see it. */
export async function admitAnybody<R extends OfTeam>(row: Prisma.Sql | null): Promise<{ row: R }> {
  const [found] = row ? await ask<R>(row) : [];
  if (!found) throw new AppError("not-found");
  return { row: found };
}
