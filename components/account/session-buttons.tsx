"use client";

import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { useChange } from "@/components/data/use-change";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { endAllSessionsAction, endSessionAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";
import { leaveFor } from "./leave-for";

export function EndSessionButton({ id, browser }: { id: string; browser: string }) {
  const t = useTranslations("account.page.sessions");
  const { change, pending, error } = useChange();
  return (
    <>
      <Button
        size="sm"
        variant="danger"
        pending={pending}
        aria-label={t("endOf", { browser })}
        onClick={() => change(() => endSessionAction({ id }))}
      >
        {t("end")}
      </Button>
      <FieldError className="w-full">{error}</FieldError>
    </>
  );
}

export function SignOutEverywhere() {
  const t = useTranslations("account.page.sessions");
  const { run, pending, error } = useAction();
  const leave = () => void leaveFor(paths.signIn());
  return (
    <div>
      <Button variant="danger" pending={pending} onClick={() => run(() => endAllSessionsAction({}), leave)}>
        {t("endAll")}
      </Button>
      <FieldError>{error}</FieldError>
    </div>
  );
}
