"use client";

import { Pencil } from "@/components/ui/icons";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { NameDialog } from "@/components/dialogs/name-dialog";
import { Button } from "@/components/ui/button";
import { renameTeamAction } from "@/lib/teams/actions";

export function RenameTeamButton({ team }: { team: { slug: string; name: string } }) {
  const t = useTranslations("teams.rename");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Pencil aria-hidden="true" />
        {t("title")}
      </Button>
      <NameDialog
        open={open}
        onOpenChange={setOpen}
        title={t("title")}
        label={t("name")}
        hint={t("hint")}
        submitLabel={t("submit")}
        name={team.name}
        save={(name) => renameTeamAction(team.slug, { name })}
        onSaved={() => {
          setOpen(false);
          router.refresh();
        }}
      />
    </>
  );
}
