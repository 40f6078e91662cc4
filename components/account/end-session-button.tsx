"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { endSessionAction } from "@/lib/accounts/actions";

export function EndSessionButton({ id, browser }: { id: string; browser: string }) {
  const t = useTranslations("account.page.sessions");
  const router = useRouter();
  const { run, pending, error } = useAction();
  return (
    <>
      <Button
        size="sm"
        variant="danger"
        pending={pending}
        aria-label={t("endOf", { browser })}
        onClick={() =>
          run(
            () => endSessionAction({ id }),
            () => router.refresh(),
          )
        }
      >
        {t("end")}
      </Button>
      <FieldError className="w-full">{error}</FieldError>
    </>
  );
}
