"use client";

import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { restoreAnyTeamAction } from "@/lib/studio/operator/actions";

/** Brings a deleted team back, with its people and projects. */
export function RestoreTeamButton({ id, name }: { id: string; name: string }) {
  const t = useTranslations("operator.teams");
  const { change, pending, error } = useChange();
  return (
    <>
      <Button
        size="sm"
        pending={pending}
        aria-label={t("restoreName", { name })}
        onClick={() => change(() => restoreAnyTeamAction({ id }), t("restored", { name }))}
      >
        {t("restore")}
      </Button>
      <FieldError>{error}</FieldError>
    </>
  );
}
