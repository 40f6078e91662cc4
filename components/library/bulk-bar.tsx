"use client";

import { FileDown, Images, Trash2 } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import type { Selection } from "@/components/clip/marks/selection";
import { Button } from "@/components/ui/button";
import type { Actor } from "@/lib/access/callers/actor";
import { roleMay } from "@/lib/access/permissions";
import type { LibraryItem } from "@/lib/library/view";
import { MarkButtons } from "./mark-buttons";
import type { LibraryActions } from "./use-library-actions";

interface BulkBarProps {
  team: string;
  user: Pick<Actor, "userId" | "role">;
  /** Those that are chosen. */
  items: readonly LibraryItem[];
  selection: Selection;
  actions: LibraryActions;
  onTrash: () => void;
  /** Puts them into the composer; null where nobody makes clips. */
  onUse: ((items: readonly LibraryItem[]) => void) | null;
}

/** What can be done with all that are chosen. It stands at the foot of the window, where it covers no box that is to be ticked next. */
export function BulkBar({ team, user, items, selection, actions, onTrash, onUse }: BulkBarProps) {
  const t = useTranslations("library");
  const isMade = items.some(({ clip }) => clip !== undefined);
  return (
    <div className="pointer-events-none fixed right-0 bottom-[calc(var(--bottom-bar)+0.5rem)] left-rail z-15 px-4 md:bottom-6">
      <div
        data-slot="library-bar"
        role="toolbar"
        aria-label={t("bar")}
        className="pointer-events-auto mx-auto flex w-fit max-w-full animate-rise items-center gap-1 overflow-x-auto overscroll-contain rounded-lg border border-line bg-overlay p-1 shadow-float pointer-coarse:[&_button]:min-h-11 pointer-coarse:[&_button]:min-w-11"
      >
        <p className="px-2 text-sm whitespace-nowrap text-text tabular">{t("chosen", { count: items.length })}</p>
        {onUse && !isMade && (
          <Button onClick={() => onUse(items)}>
            <Images aria-hidden="true" />
            <span className="max-sm:sr-only">{t("use.references")}</span>
          </Button>
        )}
        <Button variant={onUse && !isMade ? "quiet" : "secondary"} onClick={() => void actions.download(items)}>
          <FileDown aria-hidden="true" />
          <span className="max-md:sr-only">{t("downloadZip")}</span>
        </Button>
        <MarkButtons team={team} items={items} actions={actions} mayManage={roleMay(user.role, "assets.manage")} />
        {roleMay(user.role, "assets.manage") && (
          <Button variant="quiet" size="icon" aria-label={t("trash")} title={t("trash")} aria-keyshortcuts="Delete" onClick={onTrash}>
            <Trash2 aria-hidden="true" />
          </Button>
        )}
        <Button variant="quiet" aria-keyshortcuts="Escape" className="sticky -right-1 bg-overlay" onClick={() => selection.stop()}>
          {t("done")}
        </Button>
      </div>
    </div>
  );
}
