"use client";

import { Suspense, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { FileInput } from "@/components/assets/file-input";
import type { BatchDialogProps } from "@/components/batch/import-dialog";
import { cn } from "@/lib/shared/cn";
import { useEngine } from "../engine/composer-context";
import { batchBase } from "../engine/batch-base";

// Many clips at once are for the few who ask for them.
const ImportDialog = late(async () => (await import("@/components/batch/import-dialog")).default);
const VariationsDialog = late(async () => (await import("@/components/batch/variations-dialog")).default);
const DIALOGS = { variations: VariationsDialog, import: ImportDialog } as const;
type Which = keyof typeof DIALOGS;

const look = "min-h-6 underline decoration-line-strong underline-offset-2 transition-colors hover:text-text pointer-coarse:min-h-11";

/** Quiet ways to what was made before and to many clips: a recipe out of a clip, variations of what stands here, a table from a file. */
export function BatchLinks() {
  const t = useTranslations("batch.open");
  const engine = useEngine();
  const [open, setOpen] = useState<{ which: Which; base: BatchDialogProps["base"] } | null>(null);
  const { team, project, user, surface } = engine;
  const Dialog = open && DIALOGS[open.which];
  return (
    <>
      <span
        className={cn(
          look,
          "relative inline-flex items-center rounded-sm has-focus-visible:outline-2 has-focus-visible:outline-tungsten-ink",
        )}
      >
        <span aria-hidden="true">{t("recipe")}</span>
        <FileInput
          aria-label={t("recipeLabel")}
          title={t("recipeLabel")}
          accept="video/mp4,.mp4"
          onFiles={([file]) => file && engine.openRecipe(file)}
        />
      </span>
      {(Object.keys(DIALOGS) as Which[]).map((which) => (
        <button
          key={which}
          type="button"
          aria-haspopup="dialog"
          className={look}
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
