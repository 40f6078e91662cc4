import { ChevronRight } from "@/components/ui/icons";
import type { ReactNode } from "react";
import { DeletedProjects } from "@/components/projects/deleted-projects";
import { NewProjectButton } from "@/components/projects/new-project-button";
import { ProjectGrid } from "@/components/projects/project-grid";
import { PageHeader } from "@/components/ui/page-header";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { requireMember } from "@/lib/access/callers/require-member";
import { getTranslations, titled } from "@/lib/i18n/request";
import { canCreateProject } from "@/lib/projects/policy";
import { listDeletedProjects, listProjectSummaries } from "@/lib/projects/queries";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("projects");

/** What is seldom wanted, behind its name. */
function Fold({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <details className="group/fold">
      <summary className="inline-flex min-h-8 list-none items-center gap-2 rounded-md pr-2 text-sm font-medium text-quiet hover:text-text pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="icon transition-transform group-open/fold:rotate-90" />
        {title} <span className="font-normal tabular">{count}</span>
      </summary>
      <div className="mt-4 flex flex-col gap-4">{children}</div>
    </details>
  );
}

export default async function ProjectsPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.projects(slug));
  const [t, projects, deleted] = await Promise.all([getTranslations("projects"), listProjectSummaries(actor), listDeletedProjects(actor)]);
  const archived = projects.filter((project) => project.isArchived);
  const inUse = projects.filter((project) => !project.isArchived);
  const canCreate = canCreateProject(actor);
  return (
    <div data-slot="projects-page" className="flex w-full max-w-[90rem] flex-col gap-8 py-8 gutter">
      <PageHeader title={t("title")} description={canCreate ? t("description", { team: team.name }) : t("readOnly")}>
        {canCreate && inUse.length > 0 && <NewProjectButton team={team.slug} />}
      </PageHeader>
      {inUse.length > 0 ? (
        <ProjectGrid team={team.slug} projects={inUse} />
      ) : (
        <Empty>
          <EmptyTitle>{t("empty.title")}</EmptyTitle>
          <EmptyDescription>{canCreate ? t("empty.body") : t("empty.bodyReadOnly")}</EmptyDescription>
          {canCreate && <NewProjectButton team={team.slug} />}
        </Empty>
      )}
      {archived.length > 0 && (
        <Fold title={t("archivedTitle")} count={archived.length}>
          <ProjectGrid team={team.slug} projects={archived} />
        </Fold>
      )}
      {deleted.length > 0 && (
        <Fold title={t("deleted.title")} count={deleted.length}>
          <DeletedProjects team={team.slug} projects={deleted} />
        </Fold>
      )}
    </div>
  );
}
