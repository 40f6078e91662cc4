"use client";

import { useTranslations } from "use-intl";
import { useComposer } from "../engine/composer-context";

/** One quiet word on whether what was typed is safe; nothing while nothing was changed. */
export function SaveNote() {
  const t = useTranslations("composer.save");
  const save = useComposer((snapshot) => snapshot.save);
  return (
    <span className={save === "unsaved" || save === "conflict" ? "text-uncertain" : undefined}>{save === "idle" ? null : t(save)}</span>
  );
}
