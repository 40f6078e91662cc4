"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLink, MenuTrigger } from "@/components/ui/menu";
import { renameProjectAction } from "@/lib/projects/actions";
import type { ProjectView } from "@/lib/projects/view";
import { paths } from "@/lib/shared/paths";
import { NameDialog } from "@/components/shell/name-dialog";

export function ProjectMenu({ team, project }: { team: string; project: ProjectView }) {
  const t = useTranslations("projects");
  const router = useRouter();
  const [renaming, setRenaming] = useState(false);
  return (
    <>
      <Menu>
        <MenuTrigger aria-label={t("more", { name: project.name })} className={buttonVariants({ variant: "quiet", size: "icon" })}>
          <Ellipsis aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("more", { name: project.name })} placement={{ align: "end" }}>
          <MenuItem onSelect={() => setRenaming(true)}>
            <Pencil aria-hidden="true" />
            {t("rename")}
          </MenuItem>
          <MenuLink href={paths.trash(team, project.slug)}>
            <Trash2 aria-hidden="true" />
            {t("trash")}
          </MenuLink>
        </MenuContent>
      </Menu>
      <NameDialog
        label={t("name")}
        open={renaming}
        onOpenChange={setRenaming}
        title={t("renameTitle")}
        submitLabel={t("rename")}
        hint={t("renameHint")}
        name={project.name}
        save={(name) => renameProjectAction(team, { id: project.id, name })}
        onSaved={() => {
          setRenaming(false);
          router.refresh();
        }}
      />
    </>
  );
}
