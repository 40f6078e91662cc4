"use client";

import { useTranslations } from "use-intl";
import { GenerationStatus } from "@/components/clip/generation-card/generation-status";
import { shortPrompt } from "@/components/clip/words";
import { purgeGenerationAction, restoreGenerationAction } from "@/lib/generations/actions";
import type { TrashEntry } from "@/lib/generations/view";
import { TrashList } from "./trash-list";

/** The clips of a project that were thrown away. */
export function ClipTrash({ team, entries }: { team: string; entries: readonly TrashEntry[] }) {
  const t = useTranslations("trash");
  const gallery = useTranslations("gallery");
  return (
    <TrashList
      items={entries.map(({ prompt, status, ...entry }) => ({
        ...entry,
        title: shortPrompt(prompt) || gallery("noPrompt"),
        about: <GenerationStatus status={status} />,
      }))}
      words={{ empty: t("empty.body"), restored: t("restored"), purge: t("purge.body") }}
      restore={(id) => restoreGenerationAction(team, { ids: [id] })}
      purge={(id) => purgeGenerationAction(team, { id })}
    />
  );
}
