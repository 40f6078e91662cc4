"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { NameDialog } from "@/components/dialogs/name-dialog";
import { createProjectAction } from "@/lib/projects/actions";
import { paths } from "@/lib/shared/paths";

/** Makes a project and goes there: nobody makes one to look at its card. */
export function NewProjectDialog({ team, open, onOpenChange }: { team: string; open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("projects");
  const router = useRouter();
  return (
    <NameDialog
      label={t("name")}
      open={open}
      onOpenChange={onOpenChange}
      title={t("new")}
      submitLabel={t("create")}
      save={(name) => createProjectAction(team, { name })}
      onSaved={(project) => {
        onOpenChange(false);
        router.push(paths.create(team, project.slug));
        router.refresh();
      }}
    />
  );
}
