"use client";

import { useTranslations } from "use-intl";
import { useComposer } from "../engine/composer-context";

/** What happened to files and presses, for ears; the same words twice are told twice. */
export function LiveRegion() {
  const t = useTranslations("composer.said");
  const said = useComposer((snapshot) => snapshot.said);
  return (
    <div aria-live="polite" className="sr-only">
      {said && <span key={said.count}>{t(said.code, said.values)}</span>}
    </div>
  );
}
