"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { NameDialog } from "@/components/dialogs/name-dialog";
import { Button } from "@/components/ui/button";
import { deleteTeamAction } from "@/lib/generations/actions";
import { paths } from "@/lib/shared/paths";

/** Everybody's work goes with it, so its name is typed once more. */
export function DeleteTeamButton({ team, underWay }: { team: { slug: string; name: string }; underWay: number }) {
  const t = useTranslations("teams.settings.delete");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger" className="self-start" onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      <NameDialog
        open={open}
        onOpenChange={setOpen}
        title={t("ask", { team: team.name })}
        label={t("field")}
        hint={t("running", { count: underWay })}
        submitLabel={t("confirm")}
        save={(name) => deleteTeamAction(team.slug, { name })}
        // A whole load: nothing of the team stays in the page's memory, and there it can be brought back.
        onSaved={() => window.location.assign(paths.teams())}
      />
    </>
  );
}
