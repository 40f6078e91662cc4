import { getFormatter, getTranslations } from "@/lib/i18n/request";
import type { ProjectSummaryView } from "@/lib/projects/view";
import { ProjectCard } from "./project-card";

/** All projects of the team, the most recently used first. */
export async function ProjectGrid({ team, projects }: { team: string; projects: ProjectSummaryView[] }) {
  const [t, format] = await Promise.all([getTranslations("projects"), getFormatter()]);
  return (
    <ul data-slot="project-grid" className="grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-x-5 gap-y-8">
      {projects.map((project) => (
        <ProjectCard
          key={project.id}
          team={team}
          project={project}
          description={t(project.isPrivate ? "privateSummary" : "summary", {
            count: project.clipCount,
            isMore: String(project.hasMoreClips),
            date: format.dateTime(new Date(project.lastUsedAt), { year: "numeric", month: "short", day: "numeric" }),
          })}
        />
      ))}
    </ul>
  );
}
