"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { createProjectAction } from "@/lib/projects/actions";
import { paths } from "@/lib/shared/paths";
import { NameDialog } from "@/components/shell/name-dialog";

/** Makes a project and goes there: nobody makes one to look at its card. */
export function NewProjectButton({ team }: { team: string }) {
  const t = useTranslations("projects");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {t("new")}
      </Button>
      <NameDialog
        label={t("name")}
        open={open}
        onOpenChange={setOpen}
        title={t("new")}
        submitLabel={t("create")}
        save={(name) => createProjectAction(team, { name })}
        onSaved={(project) => {
          setOpen(false);
          router.push(paths.create(team, project.slug));
          router.refresh();
        }}
      />
    </>
  );
}
