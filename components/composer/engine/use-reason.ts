"use client";

import { useTranslations } from "use-intl";
import type { ChoiceReason } from "@/lib/models/choices";

/** The words for why a choice is off; undefined where it is on. */
export function useReason(): (reason: ChoiceReason | null) => string | undefined {
  const t = useTranslations("composer.reasons");
  return (reason) => (reason ? t(reason.code, reason.values) : undefined);
}
