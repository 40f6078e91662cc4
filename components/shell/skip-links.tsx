"use client";

import { useParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { focusComposer } from "@/components/data/composer-store";

const look =
  "fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-overlay px-3 py-2 text-sm font-medium focus:translate-y-0 focus:shadow-float";

/** The first stops of Tab: past the frame of the page, and straight to where clips are made. */
export function SkipLinks({ mayCreate }: { mayCreate: boolean }) {
  const t = useTranslations("shell");
  const { project } = useParams<{ project?: string }>();
  return (
    <>
      <a href="#main" className={look}>
        {t("skipToContent")}
      </a>
      {mayCreate && project !== undefined && (
        <button type="button" onClick={focusComposer} className={look}>
          {t("skipToComposer")}
        </button>
      )}
    </>
  );
}
