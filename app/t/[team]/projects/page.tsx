import type { Metadata } from "next";
import { NewProjectButton } from "@/components/projects/new-project-button";
import { ProjectGrid } from "@/components/projects/project-grid";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/shell/page-header";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { requireMember } from "@/lib/access/callers/require-member";
import { getTranslations } from "@/lib/i18n/request";
import { canCreateProject } from "@/lib/projects/policy";
import { listProjectSummaries } from "@/lib/projects/queries";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("projects");
  return { title: t("title") };
}

export default async function ProjectsPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.projects(slug));
  const [t, projects] = await Promise.all([getTranslations("projects"), listProjectSummaries(actor)]);
  const canCreate = canCreateProject(actor);
  return (
    <Messages namespaces={["projects"]}>
      <div className="flex w-full max-w-[90rem] flex-col gap-8 py-8 gutter">
        <PageHeader title={t("title")} description={canCreate ? t("description", { team: team.name }) : t("readOnly")}>
          {canCreate && projects.length > 0 && <NewProjectButton team={team.slug} />}
        </PageHeader>
        {projects.length > 0 ? (
          <ProjectGrid team={team.slug} projects={projects} />
        ) : (
          <Empty>
            <EmptyTitle>{t("empty.title")}</EmptyTitle>
            <EmptyDescription>{canCreate ? t("empty.body") : t("empty.bodyReadOnly")}</EmptyDescription>
            {canCreate && <NewProjectButton team={team.slug} />}
          </Empty>
        )}
      </div>
    </Messages>
  );
}
