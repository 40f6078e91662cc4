"use client";

import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Button } from "@/components/ui/button";
import { archiveProjectAction } from "@/lib/projects/actions";
import type { ProjectView } from "@/lib/projects/view";

/** Stands where the composer would: why there is none, and how it comes back. */
export default function ArchivedLine({ team, project }: { team: string; project: ProjectView }) {
  const t = useTranslations("projects");
  const { change, pending, error } = useChange();
  const { id, name } = project;
  return (
    <span data-slot="archived-note" className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1.5">
      <span>{error ?? t("archivedNote")}</span>
      {project.can.change && (
        <Button
          size="sm"
          pending={pending}
          onClick={() => change(() => archiveProjectAction(team, { id, isArchived: false }), t("unarchived", { name }))}
        >
          {t("unarchive")}
        </Button>
      )}
    </span>
  );
}
