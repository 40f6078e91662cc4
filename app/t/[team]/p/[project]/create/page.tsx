import type { Metadata } from "next";
import { cookies } from "next/headers";
import { cache } from "react";
import { ArchivedNote } from "@/components/projects/archived-note";
import { ASIDE, PLACE_COOKIE } from "@/components/composer/place-cookie";
import { readSize, SIZE_COOKIE } from "@/components/clip/sizes";
import { ProviderLine } from "@/components/feed/starters/provider-line";
import { Studio } from "@/components/feed/studio";
import { Messages } from "@/components/shell/messages";
import { may } from "@/lib/access/permissions";
import { orNotFound, requireMember } from "@/lib/access/callers/require-member";
import { askAboveFor } from "@/lib/budgets/limits";
import { describeConnection } from "@/lib/connections/connection";
import { getOfferedModels } from "@/lib/connections/models";
import { getPrices } from "@/lib/connections/prices";
import { getDraft } from "@/lib/generations/drafts/get-draft";
import { readFind, writeFind } from "@/lib/generations/find/find";
import { FIRST_PAGE_SIZE, listGenerations } from "@/lib/generations/queries";
import { getPreamble, getProjectBySlug } from "@/lib/projects/queries";
import { HOSTS, surfaceOf } from "@/lib/models/hosts";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

interface CreatePageProps {
  params: Promise<{ team: string; project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadProject = cache(async (teamParam: string, projectParam: string, clip: string | string[] | undefined, find: string) => {
  const [teamSlug, projectSlug] = [readSlug(teamParam), readSlug(projectParam)];
  // A link to an open clip, or to what somebody found, still leads there after sign-in.
  const here = typeof clip === "string" ? paths.generation(teamSlug, projectSlug, clip) : paths.create(teamSlug, projectSlug, find);
  const member = await requireMember(teamSlug, here);
  const project = await orNotFound(getProjectBySlug(member.actor, projectSlug));
  return { ...member, project };
});

export async function generateMetadata({ params, searchParams }: CreatePageProps): Promise<Metadata> {
  const { team, project } = await params;
  const { clip, ...asked } = await searchParams;
  return { title: (await loadProject(team, project, clip, writeFind(readFind(asked)))).project.name };
}

export default async function CreatePage({ params, searchParams }: CreatePageProps) {
  const { team: teamParam, project: projectParam } = await params;
  const { clip, ...asked } = await searchParams;
  const find = readFind(asked);
  const found = writeFind(find);
  const { actor, user, team, project } = await loadProject(teamParam, projectParam, clip, found);
  const jar = await cookies();
  const [connection, models, prices, askAbove, firstPage, draft, preamble] = await Promise.all([
    describeConnection(actor.teamId),
    getOfferedModels(actor.teamId),
    getPrices(actor.teamId),
    askAboveFor(actor, project.id),
    listGenerations(actor, { projectId: project.id, limit: FIRST_PAGE_SIZE, find }),
    getDraft(actor, project.id),
    getPreamble(actor, project.id),
  ]);
  const isEmpty = found === "" && firstPage.items.length === 0;
  return (
    <Messages
      namespaces={[
        "batch",
        "shots",
        "gallery",
        "find",
        "chain",
        "status",
        "failures",
        "retry",
        "viewer",
        "compare",
        "review",
        "uncertain",
        "marks",
        "shares",
        "composer",
        "uploads",
        "words",
        "library",
        "assetProblems",
        "files",
        "mend",
        "problems",
        "request",
        "defaults",
        ...(isEmpty ? (["starters"] as const) : []),
      ]}
    >
      <Studio
        key={project.id}
        team={team.slug}
        project={{ id: project.id, slug: project.slug, name: project.name, aiLabels: project.aiLabels }}
        user={{ id: user.id, name: user.name, role: actor.role }}
        mayCreate={may(actor, "generations.create") && !project.isArchived}
        readOnly={project.isArchived ? <ArchivedNote team={team.slug} project={project} /> : undefined}
        firstPage={firstPage}
        found={found}
        renderedAt={new Date().toISOString()}
        draft={draft}
        preamble={preamble}
        surface={surfaceOf(connection)}
        models={models}
        prices={prices}
        size={readSize(jar.get(SIZE_COOKIE)?.value)}
        composerAside={jar.get(PLACE_COOKIE)?.value === ASIDE}
        provider={
          isEmpty && (
            <ProviderLine
              state={connection.isEmulator ? "emulator" : connection.isKeyMissing ? "missing" : "connected"}
              host={HOSTS[connection.host].label}
              settings={may(actor, "provider.manage") ? paths.provider(team.slug) : null}
            />
          )
        }
        askAbove={askAbove}
      />
    </Messages>
  );
}
