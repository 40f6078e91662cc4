"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import type { Person } from "@/lib/generations/policy";
import type { PressView } from "@/lib/queue/view";
import { PressRow } from "./press-row";

interface PressesProps {
  team: string;
  person: Person;
  mayCreate: boolean;
  presses: readonly PressView[];
}

/** What was asked for together and is not over, or did not become clips: each batch can be steered as one. */
export function Presses({ team, person, mayCreate, presses }: PressesProps) {
  const t = useTranslations("queue.presses");
  const id = useId();
  if (presses.length === 0) return null;
  return (
    <section data-slot="presses" aria-labelledby={id} className="flex flex-col gap-2">
      <h2 id={id} className="flex items-baseline gap-2 text-base font-semibold">
        {t("title")}
        <span className="text-sm font-normal text-quiet tabular">{presses.length}</span>
      </h2>
      <p className="-mt-1 text-sm text-pretty text-quiet">{t("body")}</p>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {presses.map((press) => (
          <PressRow key={press.id} team={team} person={person} mayCreate={mayCreate} press={press} />
        ))}
      </ul>
    </section>
  );
}
