"use client";

import { Check, ChevronsUpDown, Folders } from "lucide-react";
import { useTranslations } from "use-intl";
import { Menu, MenuContent, MenuLabel, MenuLink, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { paths } from "@/lib/shared/paths";
import { useCurrentProject, type ProjectLink } from "./use-current-project";

interface ProjectSwitcherProps {
  team: { slug: string; name: string };
  projects: readonly ProjectLink[];
}

/** Where you are, and the way to the other projects. */
export function ProjectSwitcher({ team, projects }: ProjectSwitcherProps) {
  const t = useTranslations("shell");
  const { project, isOpen } = useCurrentProject(projects);
  const name = isOpen && project ? project.name : team.name;
  // In a project its name is the heading of the page; the pages of the whole team have one of their own.
  const Heading = isOpen ? "h1" : "div";
  return (
    <Menu>
      <Heading className="flex min-w-0">
        <MenuTrigger
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
      <MenuContent aria-label={t("projects")} className="w-72 max-w-[calc(100vw-1rem)]">
        <MenuLabel className="truncate">{team.name}</MenuLabel>
        {projects.map((item) => {
          const isHere = isOpen && item.slug === project?.slug;
          return (
            <MenuLink key={item.slug} href={paths.create(team.slug, item.slug)} aria-current={isHere ? "page" : undefined}>
              <span className="min-w-0 flex-1 truncate">{item.name}</span>
              {isHere && <Check aria-hidden="true" />}
            </MenuLink>
          );
        })}
        <MenuSeparator />
        <MenuLink href={paths.projects(team.slug)}>
          <Folders aria-hidden="true" />
          {t("allProjects")}
        </MenuLink>
      </MenuContent>
    </Menu>
  );
}

const SLASH = "/";
