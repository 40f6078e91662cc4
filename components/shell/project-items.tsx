"use client";

import { Check, Folders, History, ListVideo, Plus, Trash2 } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { MenuItem, MenuLabel, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { paths } from "@/lib/shared/paths";
import type { ProjectLink } from "./use-current-project";

interface ProjectItemsProps {
  team: { slug: string; name: string };
  found: readonly ProjectLink[];
  /** The slug of the project that is open; undefined where none is. */
  here: string | undefined;
  mayMakeProjects: boolean;
  onLeave: () => void;
  onNew: () => void;
}

/** The ways to the other projects, to the other pages of this one, to all projects, and to a new one. */
export default function ProjectItems({ team, found, here, mayMakeProjects, onLeave, onNew }: ProjectItemsProps) {
  const t = useTranslations("shell");
  const words = useTranslations("projects");
  return (
    <>
      <MenuLabel className="truncate">{team.name}</MenuLabel>
      {found.length === 0 && <p className="px-2 py-1.5 text-sm text-quiet">{t("noProject")}</p>}
      {found.map((item) => {
        const isHere = item.slug === here;
        return (
          <MenuLink key={item.slug} href={paths.create(team.slug, item.slug)} aria-current={isHere ? "page" : undefined} onClick={onLeave}>
            <span className="min-w-0 flex-1 truncate">{item.name}</span>
            {isHere && <Check aria-hidden="true" />}
          </MenuLink>
        );
      })}
      <MenuSeparator />
      {here !== undefined && (
        <>
          <MenuLink href={paths.sequences(team.slug, here)} onClick={onLeave}>
            <ListVideo aria-hidden="true" />
            {words("sequences")}
          </MenuLink>
          <MenuLink href={paths.activity(team.slug, here)} onClick={onLeave}>
            <History aria-hidden="true" />
            {words("activity")}
          </MenuLink>
          <MenuLink href={paths.trash(team.slug, here)} onClick={onLeave}>
            <Trash2 aria-hidden="true" />
            {words("trash")}
          </MenuLink>
          <MenuSeparator />
        </>
      )}
      {mayMakeProjects && (
        <MenuItem onSelect={onNew}>
          <Plus aria-hidden="true" />
          {words("new")}
        </MenuItem>
      )}
      <MenuLink href={paths.projects(team.slug)}>
        <Folders aria-hidden="true" />
        {t("allProjects")}
      </MenuLink>
    </>
  );
}
