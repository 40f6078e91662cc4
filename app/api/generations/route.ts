import { teamRoute } from "@/lib/access/team-route";
import { listGenerations } from "@/lib/generations/queries";
import { getProjectBySlug } from "@/lib/projects/queries";

export const dynamic = "force-dynamic";

/** The next page of a project's history: `?team=…&project=…&cursor=…`. */
export const GET = teamRoute("generations.read", async ({ actor, searchParams }) => {
  const project = await getProjectBySlug(actor, searchParams.get("project") ?? "");
  return listGenerations(actor, { projectId: project.id, cursor: searchParams.get("cursor") });
});
