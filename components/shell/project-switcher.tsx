"use client";

import { Check, ChevronsUpDown, Folders, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { NewProjectDialog } from "./new-project-dialog";
import { Input } from "@/components/ui/input";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuLink, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { paths } from "@/lib/shared/paths";
import { useCurrentProject, type ProjectLink } from "./use-current-project";

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
  const words = useTranslations("projects");
  const router = useRouter();
  const [isNaming, setNaming] = useState(false);
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
        <MenuLabel className="truncate">{team.name}</MenuLabel>
        {found.length === 0 && <p className="px-2 py-1.5 text-sm text-quiet">{t("noProject")}</p>}
        {found.map((item) => {
          const isHere = isOpen && item.slug === project?.slug;
          return (
            <MenuLink
              key={item.slug}
              href={paths.create(team.slug, item.slug)}
              aria-current={isHere ? "page" : undefined}
              onClick={() => setSought("")}
            >
              <span className="min-w-0 flex-1 truncate">{item.name}</span>
              {isHere && <Check aria-hidden="true" />}
            </MenuLink>
          );
        })}
        <MenuSeparator />
        {mayMakeProjects && (
          <MenuItem onSelect={() => setNaming(true)}>
            <Plus aria-hidden="true" />
            {words("new")}
          </MenuItem>
        )}
        <MenuLink href={paths.projects(team.slug)}>
          <Folders aria-hidden="true" />
          {t("allProjects")}
        </MenuLink>
      </MenuContent>
    </Menu>
  );
  return (
    <>
      {menu}
      {mayMakeProjects && <NewProjectDialog team={team.slug} open={isNaming} onOpenChange={setNaming} />}
    </>
  );
}

const SLASH = "/";
