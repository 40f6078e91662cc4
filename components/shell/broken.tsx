"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

interface BrokenProps {
  /** Ties what is seen here to a line of the server's log. */
  digest: string | undefined;
  onRetry: () => void;
}

/** A page that could not be drawn: nothing is lost, and here is how to go on. */
export function Broken({ digest, onRetry }: BrokenProps) {
  const t = useTranslations("common");
  return (
    <section role="alert" data-slot="broken" className="mx-auto flex w-full max-w-md flex-col items-start gap-3 px-4 py-16">
      <h1 className="text-xl font-semibold text-balance">{t("broken.title")}</h1>
      <p className="text-base text-pretty text-quiet">{digest ? t("broken.body") : t("broken.bodyWithoutRef")}</p>
      {digest && <p className="font-mono text-sm select-all">{t("broken.ref", { ref: digest })}</p>}
      <Button variant="primary" size="lg" onClick={onRetry} className="mt-2">
        {t("retry")}
      </Button>
    </section>
  );
}
