"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Slate } from "./slate";

interface BrokenProps {
  /** Ties what is seen here to a line of the server's log. */
  digest: string | undefined;
  onRetry: () => void;
}

/** A page that could not be drawn: nothing is lost, and here is how to go on. */
export function Broken({ digest, onRetry }: BrokenProps) {
  const t = useTranslations("common");
  const [date] = useState(() => new Date().toISOString());
  return (
    <section role="alert" data-slot="broken" className="mx-auto w-full max-w-[27rem] px-4 pt-[max(3rem,10vh)] pb-16">
      <Slate scene={t("broken.scene")} date={date}>
        <h1 className="text-xl font-semibold text-balance">{t("broken.title")}</h1>
        <p className="mt-1.5 text-sm text-pretty text-quiet">{digest ? t("broken.body") : t("broken.bodyWithoutRef")}</p>
        {digest && <p className="mt-3 font-mono text-sm select-all">{t("broken.ref", { ref: digest })}</p>}
        <Button variant="primary" size="lg" onClick={onRetry} className="mt-6 w-full">
          {t("retry")}
        </Button>
      </Slate>
    </section>
  );
}
