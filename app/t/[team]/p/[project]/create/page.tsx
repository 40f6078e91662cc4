import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Studio } from "@/components/feed/studio";
import { Messages } from "@/components/shell/messages";
import { may } from "@/lib/access/permissions";
import { requireMember } from "@/lib/access/callers/require-member";
import { describeConnection } from "@/lib/connections/connection";
import { getOfferedModels } from "@/lib/connections/models";
import { getPrices } from "@/lib/connections/prices";
import { getDraft } from "@/lib/generations/drafts/get-draft";
import { FIRST_PAGE_SIZE, listGenerations } from "@/lib/generations/queries";
import { getProjectBySlug } from "@/lib/projects/queries";
import { AppError } from "@/lib/shared/errors";
import { surfaceOf } from "@/lib/models/hosts";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

interface CreatePageProps {
  params: Promise<{ team: string; project: string }>;
  searchParams: Promise<{ clip?: string | string[] }>;
}

const loadProject = cache(async (teamParam: string, projectParam: string, clip?: string | string[]) => {
  const [teamSlug, projectSlug] = [readSlug(teamParam), readSlug(projectParam)];
  // A link to an open clip still opens it after sign-in.
  const here = typeof clip === "string" ? paths.generation(teamSlug, projectSlug, clip) : paths.create(teamSlug, projectSlug);
  const member = await requireMember(teamSlug, here);
  const project = await getProjectBySlug(member.actor, projectSlug).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  });
  return { ...member, project };
});

export async function generateMetadata({ params, searchParams }: CreatePageProps): Promise<Metadata> {
  const { team, project } = await params;
  const { clip } = await searchParams;
  return { title: (await loadProject(team, project, clip)).project.name };
}

export default async function CreatePage({ params, searchParams }: CreatePageProps) {
  const { team: teamParam, project: projectParam } = await params;
  const { clip } = await searchParams;
  const { actor, user, team, project } = await loadProject(teamParam, projectParam, clip);
  const [connection, models, prices, firstPage, draft] = await Promise.all([
    describeConnection(actor.teamId),
    getOfferedModels(actor.teamId),
    getPrices(actor.teamId),
    listGenerations(actor, { projectId: project.id, limit: FIRST_PAGE_SIZE }),
    getDraft(actor, project.id),
  ]);
  return (
    <Messages
      namespaces={["gallery", "status", "failures", "viewer", "uncertain", "composer", "assetProblems", "problems", "request", "defaults"]}
    >
      <Studio
        key={project.id}
        team={team.slug}
        project={{ id: project.id, slug: project.slug, name: project.name }}
        user={{ id: user.id, name: user.name, role: actor.role }}
        mayCreate={may(actor, "generations.create")}
        firstPage={firstPage}
        renderedAt={new Date().toISOString()}
        draft={draft}
        surface={surfaceOf(connection)}
        models={models}
        prices={prices}
      />
    </Messages>
  );
}
