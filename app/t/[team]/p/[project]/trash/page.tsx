import { BackLink } from "@/components/shell/back-link";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { ClipTrash } from "@/components/trash/clip-trash";
import { orNotFound, requireMember } from "@/lib/access/callers/require-member";
import { listTrash } from "@/lib/generations/asking/list-trash";
import { getTranslations, titled } from "@/lib/i18n/request";
import { getProjectBySlug } from "@/lib/projects/queries";
import { paths } from "@/lib/shared/paths";

export const generateMetadata = titled("trash");

export default async function TrashPage({ params }: { params: Promise<{ team: string; project: string }> }) {
  const { team, project: projectParam } = await params;
  const [teamSlug, slug] = [decodeURIComponent(team), decodeURIComponent(projectParam)];
  const { actor } = await requireMember(teamSlug, paths.trash(teamSlug, slug));
  const project = await orNotFound(getProjectBySlug(actor, slug));
  const [t, entries] = await Promise.all([getTranslations("trash"), listTrash(actor, { projectId: project.id })]);
  return (
    <div data-slot="trash-page" className="flex w-full max-w-reading flex-col gap-6 py-8 gutter">
      <div className="flex flex-col gap-3">
        <BackLink href={paths.create(teamSlug, slug)}>{project.name}</BackLink>
        <PageHeader title={t("title")} description={t("description")} />
      </div>
      <Messages namespaces={["trash", "status", "gallery"]}>
        <ClipTrash team={teamSlug} entries={entries} />
      </Messages>
    </div>
  );
}
