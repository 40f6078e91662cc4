"use client";

import { Plus } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { NewProjectDialog } from "@/components/shell/new-project-dialog";

export function NewProjectButton({ team }: { team: string }) {
  const t = useTranslations("projects");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {t("new")}
      </Button>
      <NewProjectDialog team={team} open={open} onOpenChange={setOpen} />
    </>
  );
}
