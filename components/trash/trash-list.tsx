"use client";

import { type ReactNode, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import type { ActionResult } from "@/lib/shared/result";

/** Something that lies in the trash. */
export interface TrashItem {
  id: string;
  /** What it is called in the list. */
  title: string;
  /** What it is. */
  about: ReactNode;
  author: string;
  deletedAt: string;
  goneAt: string;
  canRestore: boolean;
}

interface TrashListProps {
  items: readonly TrashItem[];
  /** What is said of an empty trash, of what was restored, and before something goes for good. */
  words: { empty: string; restored: string; purge: string };
  restore: (id: string) => Promise<ActionResult<unknown>>;
  purge: (id: string) => Promise<ActionResult<unknown>>;
}

/** What was deleted in the last thirty days: back to its place with one press, or away for good with two. */
export function TrashList({ items, words, restore, purge }: TrashListProps) {
  const t = useTranslations("trash");
  const common = useTranslations("common");
  const { change, pending, error } = useChange();
  const [asking, setAsking] = useState<TrashItem | null>(null);
  if (items.length === 0) {
    return (
      <Empty>
        <EmptyTitle>{t("empty.title")}</EmptyTitle>
        <EmptyDescription>{words.empty}</EmptyDescription>
      </Empty>
    );
  }
  return (
    <>
      {error && <Alert>{error}</Alert>}
      <ul data-slot="trash-list" className="flex flex-col divide-y divide-line border-y border-line" aria-busy={pending}>
        {items.map((item) => (
          <TrashRow
            key={item.id}
            item={item}
            onRestore={() => change(() => restore(item.id), words.restored)}
            onPurge={() => setAsking(item)}
          />
        ))}
      </ul>
      <Dialog open={asking !== null} onOpenChange={() => setAsking(null)} title={t("purge.title")} description={words.purge}>
        <p dir="auto" className="text-sm [overflow-wrap:anywhere] text-text">
          {asking?.title}
        </p>
        <DialogFooter>
          <Button onClick={() => setAsking(null)}>{common("cancel")}</Button>
          <Button
            variant="danger"
            onClick={() => {
              if (asking) change(() => purge(asking.id));
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

function TrashRow({ item, onRestore, onPurge }: { item: TrashItem; onRestore: () => void; onPurge: () => void }) {
  const t = useTranslations("trash");
  const gallery = useTranslations("gallery");
  const format = useFormatter();
  const { title: prompt } = item;
  const day = (iso: string) => format.dateTime(new Date(iso), { month: "long", day: "numeric" });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-64">
        <p dir="auto" title={prompt} className="truncate text-sm text-text">
          {prompt}
        </p>
        <p className="flex flex-wrap gap-x-3 text-xs text-quiet">
          {item.about}
          <span>{gallery("by", { name: item.author })}</span>
          <span>{t("until", { deleted: day(item.deletedAt), gone: day(item.goneAt) })}</span>
        </p>
      </div>
      {item.canRestore && (
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
