"use client";

import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { endAllSessionsAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";
import { leaveFor } from "./leave-for";

export function SignOutEverywhere() {
  const t = useTranslations("account.page.sessions");
  const { run, pending, error } = useAction();
  return (
    <div>
      <Button
        variant="danger"
        pending={pending}
        onClick={() =>
          run(
            () => endAllSessionsAction({}),
            () => void leaveFor(paths.signIn()),
          )
        }
      >
        {t("endAll")}
      </Button>
      <FieldError>{error}</FieldError>
    </div>
  );
}
