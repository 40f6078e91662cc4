"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { shortPrompt } from "@/components/clip/words";
import { GenerationStatus } from "@/components/clip/generation-card/generation-status";
import { useChange } from "@/components/data/use-change";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { purgeGenerationAction, restoreGenerationAction } from "@/lib/generations/actions";
import type { TrashEntry } from "@/lib/generations/view";

/** What was deleted in the last thirty days: back into the gallery with one press, or away for good with two. */
export function TrashList({ team, entries }: { team: string; entries: readonly TrashEntry[] }) {
  const t = useTranslations("trash");
  const common = useTranslations("common");
  const { change, pending, error } = useChange();
  const [asking, setAsking] = useState<TrashEntry | null>(null);
  if (entries.length === 0) {
    return (
      <Empty>
        <EmptyTitle>{t("empty.title")}</EmptyTitle>
        <EmptyDescription>{t("empty.body")}</EmptyDescription>
      </Empty>
    );
  }
  return (
    <>
      {error && <Alert>{error}</Alert>}
      <ul data-slot="trash-list" className="flex flex-col divide-y divide-line border-y border-line" aria-busy={pending}>
        {entries.map((entry) => (
          <TrashRow
            key={entry.id}
            entry={entry}
            onRestore={() => change(() => restoreGenerationAction(team, { ids: [entry.id] }), t("restored"))}
            onPurge={() => setAsking(entry)}
          />
        ))}
      </ul>
      <Dialog open={asking !== null} onOpenChange={() => setAsking(null)} title={t("purge.title")} description={t("purge.body")}>
        <p dir="auto" className="text-sm text-text">
          {asking && shortPrompt(asking.prompt)}
        </p>
        <DialogFooter>
          <Button onClick={() => setAsking(null)}>{common("cancel")}</Button>
          <Button
            variant="danger"
            onClick={() => {
              if (asking) change(() => purgeGenerationAction(team, { id: asking.id }));
              setAsking(null);
            }}
          >
            {t("purge.confirm")}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}

function TrashRow({ entry, onRestore, onPurge }: { entry: TrashEntry; onRestore: () => void; onPurge: () => void }) {
  const t = useTranslations("trash");
  const gallery = useTranslations("gallery");
  const format = useFormatter();
  const prompt = shortPrompt(entry.prompt) || gallery("noPrompt");
  const day = (iso: string) => format.dateTime(new Date(iso), { month: "long", day: "numeric" });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-64">
        <p dir="auto" title={entry.prompt} className="truncate text-sm text-text">
          {prompt}
        </p>
        <p className="flex flex-wrap gap-x-3 text-xs text-quiet">
          <GenerationStatus status={entry.status} />
          <span>{gallery("by", { name: entry.author })}</span>
          <span>{t("until", { deleted: day(entry.deletedAt), gone: day(entry.goneAt) })}</span>
        </p>
      </div>
      {entry.canRestore && (
        <span className="flex gap-1.5">
          <Button size="sm" aria-label={t("restoreName", { prompt })} onClick={onRestore}>
            {t("restore")}
          </Button>
          <Button size="sm" variant="quiet" aria-label={t("purgeName", { prompt })} onClick={onPurge}>
            {t("purge.short")}
          </Button>
        </span>
      )}
    </li>
  );
}
