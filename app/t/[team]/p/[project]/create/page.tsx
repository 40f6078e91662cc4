import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Studio } from "@/components/generations/studio";
import { Messages } from "@/components/shell/messages";
import { may } from "@/lib/access/permissions";
import { requireMember } from "@/lib/access/require-member";
import { getConnection } from "@/lib/connections/connection";
import { getDraft } from "@/lib/generations/drafts/get-draft";
import { FIRST_PAGE_SIZE, listGenerations } from "@/lib/generations/queries";
import { getProjectBySlug } from "@/lib/projects/queries";
import { AppError } from "@/lib/shared/errors";
import { paths } from "@/lib/shared/paths";

interface CreatePageProps {
  params: Promise<{ team: string; project: string }>;
}

const loadProject = cache(async (teamParam: string, projectParam: string) => {
  const [teamSlug, projectSlug] = [decodeURIComponent(teamParam), decodeURIComponent(projectParam)];
  const member = await requireMember(teamSlug, paths.create(teamSlug, projectSlug));
  const project = await getProjectBySlug(member.actor, projectSlug).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  });
  return { ...member, project };
});

export async function generateMetadata({ params }: CreatePageProps): Promise<Metadata> {
  const { team, project } = await params;
  return { title: (await loadProject(team, project)).project.name };
}

export default async function CreatePage({ params }: CreatePageProps) {
  const { team: teamParam, project: projectParam } = await params;
  const { actor, user, team, project } = await loadProject(teamParam, projectParam);
  const [connection, firstPage, draft] = await Promise.all([
    getConnection(),
    listGenerations(actor, { projectId: project.id, limit: FIRST_PAGE_SIZE }),
    getDraft(actor, project.id),
  ]);
  return (
    <Messages namespaces={["gallery", "status", "failures", "viewer", "composer", "assetProblems", "problems", "defaults"]}>
      <Studio
        key={project.id}
        team={team.slug}
        project={{ id: project.id, slug: project.slug, name: project.name }}
        user={{ id: user.id, name: user.name }}
        mayCreate={may(actor, "generations.create")}
        firstPage={firstPage}
        renderedAt={new Date().toISOString()}
        draft={draft}
        apiStyle={connection.apiStyle}
      />
    </Messages>
  );
}
