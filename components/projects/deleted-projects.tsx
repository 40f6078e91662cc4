"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { restoreProjectAction } from "@/lib/projects/actions";
import type { DeletedProjectView } from "@/lib/projects/view";

/** Projects that can still be brought back, with all of their clips. */
export function DeletedProjects({ team, projects }: { team: string; projects: readonly DeletedProjectView[] }) {
  const t = useTranslations("projects.deleted");
  const format = useFormatter();
  const { change, pending, error } = useChange();
  const day = (iso: string) => format.dateTime(new Date(iso), { month: "long", day: "numeric" });
  return (
    <>
      <p className="text-sm text-pretty text-quiet">{t("hint")}</p>
      {error && <Alert>{error}</Alert>}
      <ul
        data-slot="deleted-projects"
        aria-busy={pending}
        className="flex max-w-reading flex-col divide-y divide-line border-y border-line"
      >
        {projects.map(({ id, name, deletedAt, goneAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
            <div className="min-w-0 flex-1 basis-56">
              <p className="truncate text-sm">{name}</p>
              <p className="text-xs text-quiet">{t("until", { deleted: day(deletedAt), gone: day(goneAt) })}</p>
            </div>
            <Button
              size="sm"
              aria-label={t("restoreName", { name })}
              onClick={() => change(() => restoreProjectAction(team, { id }), t("restored", { name }))}
            >
              {t("restore")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
