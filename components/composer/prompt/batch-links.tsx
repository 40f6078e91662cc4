"use client";

import { lazy, Suspense, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import type { BatchDialogProps } from "@/components/batch/import-dialog";
import { useEngine } from "../engine/composer-context";
import { batchBase } from "../engine/batch-base";

// Many clips at once are for the few who ask for them.
const ImportDialog = lazy(() => import("@/components/batch/import-dialog"));
const VariationsDialog = lazy(() => import("@/components/batch/variations-dialog"));
const DIALOGS = { variations: VariationsDialog, import: ImportDialog } as const;
type Which = keyof typeof DIALOGS;

/** Quiet ways to many clips: variations of what stands here, and a table from a file. */
export function BatchLinks() {
  const t = useTranslations("batch.open");
  const engine = useEngine();
  const [open, setOpen] = useState<{ which: Which; base: BatchDialogProps["base"] } | null>(null);
  const { team, project, user, surface } = engine;
  const Dialog = open && DIALOGS[open.which];
  return (
    <>
      {(Object.keys(DIALOGS) as Which[]).map((which) => (
        <button
          key={which}
          type="button"
          aria-haspopup="dialog"
          className="min-h-6 underline decoration-line-strong underline-offset-2 transition-colors hover:text-text pointer-coarse:min-h-11"
          onClick={() => setOpen({ which, base: batchBase(engine.getSnapshot().state) })}
        >
          {t(which)}
        </button>
      ))}
      {/* Beside the page and not inside the composer, which hides on a narrower screen. */}
      {open &&
        Dialog &&
        createPortal(
          <Suspense>
            <Dialog {...{ team, surface, projectId: project.id, userId: user.id, base: open.base }} onClose={() => setOpen(null)} />
          </Suspense>,
          document.body,
        )}
    </>
  );
}
