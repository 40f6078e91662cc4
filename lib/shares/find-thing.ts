import type { Actor } from "@/lib/access/callers/actor";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { nameKey } from "@/lib/shared/name-key";
import type { SharedThing } from "./schema";

/** What is to be shared, where it is the team's own. @throws AppError not-found */
export async function findThing(
  tx: Pick<Tx, "generation" | "label" | "sequence">,
  { teamId, hidden }: Pick<Actor, "teamId" | "hidden">,
  of: SharedThing,
): Promise<{ labelId: string | null; sequenceId: string | null }> {
  const project = { deletedAt: null };
  // Nobody shows a guest what is closed to themselves.
  const closed = { generation: { projectId: { in: [...hidden] } } };
  switch (of.kind) {
    case "clips": {
      const where = { id: { in: of.ids }, teamId, deletedAt: null, status: "ready", project } as const;
      if ((await tx.generation.count({ where })) < of.ids.length) throw new AppError("not-found");
      return { labelId: null, sequenceId: null };
    }
    case "collection": {
      const where = { teamId, projectId: of.projectId, key: nameKey(of.name), project };
      const label = await tx.label.findFirst({ where, select: { id: true } });
      if (!label) throw new AppError("not-found");
      return { labelId: label.id, sequenceId: null };
    }
    case "sequence": {
      const sequence = await tx.sequence.findFirst({
        where: { id: of.id, teamId, project, items: { none: closed } },
        select: { id: true },
      });
      if (!sequence) throw new AppError("not-found");
      return { labelId: null, sequenceId: sequence.id };
    }
  }
}
