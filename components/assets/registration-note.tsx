"use client";

import { useTranslations } from "use-intl";
import { CircleAlert, CircleCheck, CircleDashed, Clock } from "@/components/ui/icons";
import type { RegistrationState } from "@/lib/assets/registration/view";

const ICONS = {
  notNeeded: CircleDashed,
  unsent: CircleDashed,
  waiting: Clock,
  review: Clock,
  ready: CircleCheck,
  refused: CircleAlert,
  expired: Clock,
  forgotten: Clock,
} as const;

/** In which state a file, or some of them, stand with the provider's library: a sign and a word. */
export function RegistrationNote({ state, names }: { state: RegistrationState; names?: string }) {
  const t = useTranslations("files.registration");
  const Icon = ICONS[state];
  return (
    <span className="inline-flex items-baseline gap-1">
      <Icon aria-hidden="true" className="icon size-3 self-center" />
      {names === undefined ? t(`states.${state}`) : t("named", { names, state: t(`states.${state}`) })}
    </span>
  );
}
