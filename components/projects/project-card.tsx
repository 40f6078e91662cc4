import Link from "next/link";
import { Lock } from "@/components/ui/icons";
import { Clapper } from "@/components/shell/wordmark";
import type { ProjectSummaryView } from "@/lib/projects/view";
import { paths } from "@/lib/shared/paths";
import { ProjectMenu } from "./project-menu";

interface ProjectCardProps {
  team: string;
  project: ProjectSummaryView;
  /** How many clips and since when, in the reader's words. */
  description: string;
}

/** A project by its newest picture, whole as it is and never cropped. */
export function ProjectCard({ team, project, description }: ProjectCardProps) {
  return (
    <li data-slot="project-card" className="group relative min-w-0">
      <div className="relative flex aspect-video items-center justify-center overflow-hidden rounded-video border border-line bg-raised transition-colors group-hover:border-line-strong">
        {project.coverGenerationId ? (
          <img
            src={paths.api.media(project.coverGenerationId, "poster")}
            alt=""
            loading="lazy"
            decoding="async"
            className="size-full bg-black object-contain"
          />
        ) : (
          <Clapper className="size-10 text-line-strong [&>path:first-child]:stroke-line-strong" />
        )}
      </div>
      <div className="mt-2 flex items-start gap-1">
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-medium">
            <Link
              href={paths.create(team, project.slug)}
              className="block truncate rounded-sm leading-6 after:absolute after:inset-0 after:rounded-lg"
            >
              {project.name}
            </Link>
          </h2>
          <p className="flex min-w-0 items-center gap-1.5 text-xs text-quiet tabular">
            {project.isPrivate && <Lock aria-hidden="true" className="icon shrink-0" />}
            <span className="truncate">{description}</span>
          </p>
        </div>
        {(project.can.change || project.can.delete) && (
          <div className="relative -mt-0.5 -mr-1.5">
            <ProjectMenu team={team} project={project} />
          </div>
        )}
      </div>
    </li>
  );
}
