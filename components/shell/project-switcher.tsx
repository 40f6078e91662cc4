"use client";

import { ChevronsUpDown } from "@/components/ui/icons";
import { useRouter } from "next/navigation";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { Input } from "@/components/ui/input";
import { Menu, MenuContent, MenuTrigger, useWanted } from "@/components/ui/menu";
import { paths } from "@/lib/shared/paths";
import { useCurrentProject, type ProjectLink } from "./use-current-project";

const NewProjectDialog = late(async () => (await import("./new-project-dialog")).NewProjectDialog);
const ProjectItems = late(async () => (await import("./project-items")).default);

interface ProjectSwitcherProps {
  team: { slug: string; name: string };
  /** The last used ones first. */
  projects: readonly ProjectLink[];
  mayMakeProjects: boolean;
}

/** So many are seen at a glance; more are looked for. */
const MOST_AT_A_GLANCE = 7;

/** Where you are, and the way to the other projects and to a new one. */
export function ProjectSwitcher({ team, projects, mayMakeProjects }: ProjectSwitcherProps) {
  const t = useTranslations("shell");
  const router = useRouter();
  const [isNaming, setNaming] = useState(false);
  const [isWanted, wanting] = useWanted(ProjectItems.fetch);
  const [sought, setSought] = useState("");
  const { project, isOpen } = useCurrentProject(projects);
  const name = isOpen && project ? project.name : team.name;
  // In a project its name is the heading of the page; the pages of the whole team have one of their own.
  const offered = projects.filter((item) => !item.isArchived || item.slug === project?.slug);
  const found = offered.filter((item) => item.name.toLowerCase().includes(sought.trim().toLowerCase()));
  const Heading = isOpen ? "h1" : "div";
  const menu = (
    <Menu>
      <Heading className="flex min-w-0">
        <MenuTrigger
          {...wanting}
          // The words that are seen are a part of the name, for whoever speaks to the page.
          aria-label={t("switchProject", { name: isOpen && project ? `${team.name} ${SLASH} ${project.name}` : team.name })}
          className="flex min-h-9 min-w-0 items-center gap-2 rounded-md px-2 text-sm transition-colors hover:bg-raised aria-expanded:bg-raised pointer-coarse:min-h-11"
        >
          {isOpen && (
            <span className="flex min-w-0 items-center gap-2 text-quiet max-md:hidden">
              <span className="max-w-40 truncate">{team.name}</span>
              <span aria-hidden="true" className="text-line-strong">
                {SLASH}
              </span>
            </span>
          )}
          <span className="max-w-48 truncate font-medium md:max-w-72">{name}</span>
          <ChevronsUpDown aria-hidden="true" className="icon size-3.5 text-quiet" />
        </MenuTrigger>
      </Heading>
      <MenuContent
        aria-label={t("projects")}
        className="w-72 max-w-[calc(100vw-1rem)]"
        search={
          offered.length > MOST_AT_A_GLANCE && (
            <form
              role="search"
              className="sticky -top-1 z-10 -mx-1 -mt-1 bg-overlay p-1.5"
              onSubmit={(event) => {
                event.preventDefault();
                setSought("");
                if (found[0]) router.push(paths.create(team.slug, found[0].slug));
                event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
              }}
            >
              <Input
                type="search"
                aria-label={t("findProject")}
                placeholder={t("findProject")}
                value={sought}
                autoComplete="off"
                onChange={(event) => setSought(event.target.value)}
              />
            </form>
          )
        }
      >
        {isWanted && (
          <ProjectItems
            team={team}
            found={found}
            here={isOpen ? project?.slug : undefined}
            mayMakeProjects={mayMakeProjects}
            onLeave={() => setSought("")}
            onNew={() => setNaming(true)}
          />
        )}
      </MenuContent>
    </Menu>
  );
  return (
    <>
      {menu}
      {isNaming && (
        <Suspense>
          <NewProjectDialog team={team.slug} open onOpenChange={setNaming} />
        </Suspense>
      )}
    </>
  );
}

const SLASH = "/";
