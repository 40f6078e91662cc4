import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { projectSelect } from "./queries";
import type { RenameProjectInput } from "./schema";
import { toProjectView, type ProjectView } from "./view";

/** Gives a project another name; its slug, and with it every link, stays. */
export async function renameProject(actor: Actor, { id, name }: RenameProjectInput): Promise<ProjectView> {
  return withTransaction(async (tx) => {
    const [project] = await tx.project.updateManyAndReturn({
      where: { id, teamId: actor.teamId, deletedAt: null },
      data: { name },
      select: projectSelect,
    });
    if (!project) throw new AppError("not-found");
    await publish(tx, { teamId: actor.teamId, kind: "project", id });
    return toProjectView(actor, project);
  });
}
