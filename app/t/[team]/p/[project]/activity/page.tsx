import { ActivityList } from "@/components/activity/activity-list";
import { BackLink } from "@/components/shell/back-link";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { orNotFound, requireMember } from "@/lib/access/callers/require-member";
import { listActivity } from "@/lib/generations/review/activity";
import { getTranslations, titled } from "@/lib/i18n/request";
import { getProjectBySlug } from "@/lib/projects/queries";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("activity");

export default async function ActivityPage({ params }: { params: Promise<{ team: string; project: string }> }) {
  const { team, project: projectParam } = await params;
  const [teamSlug, slug] = [readSlug(team), readSlug(projectParam)];
  const { actor } = await requireMember(teamSlug, paths.activity(teamSlug, slug));
  const project = await orNotFound(getProjectBySlug(actor, slug));
  const [t, first] = await Promise.all([getTranslations("activity"), listActivity(actor, project.id, null)]);
  return (
    <div data-slot="activity-page" className="flex w-full max-w-reading flex-col gap-6 py-8 gutter">
      <div className="flex flex-col gap-3">
        <BackLink href={paths.create(teamSlug, slug)}>{project.name}</BackLink>
        <PageHeader title={t("title")} description={t("description")} />
      </div>
      <Messages namespaces={["activity"]}>
        <ActivityList key={project.id} team={teamSlug} project={slug} first={first} />
      </Messages>
    </div>
  );
}
