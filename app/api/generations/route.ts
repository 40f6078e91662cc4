import { teamRoute } from "@/lib/access/doors/team-route";
import { findGenerations, listGenerations } from "@/lib/generations/queries";
import { getProjectBySlug } from "@/lib/projects/queries";
import { isId } from "@/lib/shared/ids";

export const dynamic = "force-dynamic";

/**
 * The next page of a project's history, `?team=…&project=…&cursor=…`; or `&ids=…,…`, those of them that exist, which
 * is how an open page learns what became of what changed.
 */
export const GET = teamRoute("generations.read", async ({ actor, searchParams }) => {
  const project = await getProjectBySlug(actor, searchParams.get("project") ?? "");
  const ids = searchParams.get("ids");
  if (ids !== null) return findGenerations(actor, { projectId: project.id, ids: ids.split(",").filter(isId) });
  return listGenerations(actor, { projectId: project.id, cursor: searchParams.get("cursor") });
});
