import { Sequences } from "@/components/sequences/sequences";
import { BackLink } from "@/components/shell/back-link";
import { Messages } from "@/components/shell/messages";
import { orNotFound, requireMember } from "@/lib/access/callers/require-member";
import { may } from "@/lib/access/permissions";
import { titled } from "@/lib/i18n/request";
import { getProjectBySlug } from "@/lib/projects/queries";
import { listExports } from "@/lib/sequences/exports/list-exports";
import { getSequence, listSequences } from "@/lib/sequences/queries";
import { isId } from "@/lib/shared/ids";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("sequences");

interface SequencesPageProps {
  params: Promise<{ team: string; project: string }>;
  searchParams: Promise<{ open?: string | string[] }>;
}

export default async function SequencesPage({ params, searchParams }: SequencesPageProps) {
  const { team, project: projectParam } = await params;
  const { open } = await searchParams;
  const [teamSlug, slug] = [readSlug(team), readSlug(projectParam)];
  const asked = typeof open === "string" && isId(open) ? open : undefined;
  const { actor } = await requireMember(teamSlug, paths.sequences(teamSlug, slug, asked));
  const project = await orNotFound(getProjectBySlug(actor, slug));
  const list = await listSequences(actor, project.id);
  // Without a name the one that was changed last; one of another project has its own page.
  const id = asked === undefined ? list[0]?.id : list.find((one) => one.id === asked)?.id;
  const [sequence, films] = id === undefined ? [null, []] : await Promise.all([getSequence(actor, id), listExports(actor, { id })]);
  return (
    <div data-slot="sequences-page" className="flex w-full max-w-[1200px] flex-col gap-5 py-8 gutter">
      <BackLink href={paths.create(teamSlug, slug)}>{project.name}</BackLink>
      <Messages namespaces={["sequences", "gallery", "status", "shares"]}>
        <Sequences
          team={teamSlug}
          project={{ id: project.id, slug }}
          mayChange={may(actor, "sequences.write") && !project.isArchived}
          list={list}
          open={sequence}
          films={films}
        />
      </Messages>
    </div>
  );
}
