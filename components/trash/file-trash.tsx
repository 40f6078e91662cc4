"use client";

import { useTranslations } from "use-intl";
import { purgeFileAction, restoreFilesAction } from "@/lib/library/actions";
import type { TrashedFile } from "@/lib/library/view";
import { TrashList } from "./trash-list";

/** The files of the library that were thrown away. */
export function FileTrash({ team, entries }: { team: string; entries: readonly TrashedFile[] }) {
  const t = useTranslations("trash.files");
  return (
    <TrashList
      items={entries.map(({ name, kind, ...entry }) => ({ ...entry, title: name, about: <span>{t(`kinds.${kind}`)}</span> }))}
      words={{ empty: t("empty"), restored: t("restored"), purge: t("purge") }}
      restore={(id) => restoreFilesAction(team, { ids: [id] })}
      purge={(id) => purgeFileAction(team, { id })}
    />
  );
}
