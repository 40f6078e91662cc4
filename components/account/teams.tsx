"use client";

import Link from "next/link";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { NameDialog } from "@/components/dialogs/name-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Plus } from "@/components/ui/icons";
import { paths } from "@/lib/shared/paths";
import { createTeamAction, restoreTeamAction } from "@/lib/teams/actions";
import type { DeletedTeamView, TeamView } from "@/lib/teams/view";
import { homePath } from "./home-path";

interface TeamsProps {
  teams: readonly TeamView[];
  deleted: readonly DeletedTeamView[];
  mayMake: boolean;
}

/** The teams of a person: the way into each, one more, and back to one that they deleted. */
export function Teams({ teams, deleted, mayMake }: TeamsProps) {
  const t = useTranslations("account.page.teams");
  const [isNaming, setNaming] = useState(false);
  return (
    <section id="teams" aria-labelledby="teams-title" className="flex scroll-mt-8 flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="teams-title" className="text-lg font-semibold">
            {t("title")}
          </h2>
          <p className="mt-1 text-sm text-pretty text-quiet">{t("description")}</p>
        </div>
        {mayMake && (
          <Button onClick={() => setNaming(true)}>
            <Plus aria-hidden="true" />
            {t("new")}
          </Button>
        )}
      </div>
      <ul aria-label={t("title")} className="divide-y divide-line rounded-lg border border-line bg-surface">
        {teams.map(({ id, slug, name, role }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
            <Link
              href={paths.projects(slug)}
              className="min-w-0 flex-1 truncate rounded-sm text-base font-medium underline-offset-4 hover:underline"
            >
              {name}
            </Link>
            <span className="text-sm text-quiet">{t(`roles.${role}`)}</span>
          </li>
        ))}
        {teams.length === 0 && <li className="px-4 py-3 text-sm text-quiet">{t("none")}</li>}
      </ul>
      {deleted.length > 0 && <DeletedTeams deleted={deleted} />}
      <NameDialog
        open={isNaming}
        onOpenChange={setNaming}
        title={t("new")}
        label={t("name")}
        hint={t("hint")}
        submitLabel={t("create")}
        save={(name) => createTeamAction({ name })}
        // A whole load: nothing of another team stays in the page's memory.
        onSaved={(home) => window.location.assign(homePath(home))}
      />
    </section>
  );
}

function DeletedTeams({ deleted }: { deleted: readonly DeletedTeamView[] }) {
  const t = useTranslations("account.page.teams");
  const format = useFormatter();
  const { change, pending, error } = useChange();
  const day = (iso: string) => format.dateTime(new Date(iso), { month: "long", day: "numeric" });
  return (
    <>
      <h3 className="mt-2 text-sm font-medium">{t("deleted")}</h3>
      {error && <Alert>{error}</Alert>}
      <ul aria-label={t("deleted")} aria-busy={pending} className="divide-y divide-line rounded-lg border border-line bg-surface">
        {deleted.map(({ id, name, deletedAt, goneAt, underWay }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-56">
              <p className="truncate text-base">{name}</p>
              <p className="text-xs text-pretty text-quiet">{t("until", { deleted: day(deletedAt), gone: day(goneAt) })}</p>
              {underWay > 0 && <p className="text-xs text-pretty text-quiet">{t("underWay", { count: underWay })}</p>}
            </div>
            <Button
              size="sm"
              aria-label={t("restoreName", { name })}
              onClick={() => change(() => restoreTeamAction({ id }), t("restored", { name }))}
            >
              {t("restore")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
