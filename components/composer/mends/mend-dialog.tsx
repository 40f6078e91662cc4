"use client";

import { Suspense } from "react";
import { createPortal } from "react-dom";
import { late } from "@/components/ui/late";
import type { How } from "@/lib/assets/mends/schema";
import { useEngine } from "../engine/composer-context";
import type { ComposerInput } from "../engine/composer-state";

const TrimDialog = late(async () => (await import("./trim-dialog")).TrimDialog);
const CropDialog = late(async () => (await import("./crop-dialog")).CropDialog);

/** The dialogs of mends, by name. */
export type MendDialogName = "trim" | "crop";

/** Where a part of a file is chosen: loaded with the first press, beside the page and not inside the composer. */
export function MendDialog({ input, open, onClose }: { input: ComposerInput; open: MendDialogName; onClose: () => void }) {
  const engine = useEngine();
  const use = (how: How): void => {
    onClose();
    void import("./follow-mend").then(({ mendInput }) => mendInput(engine, input, how));
  };
  const Opened = open === "trim" ? TrimDialog : CropDialog;
  return createPortal(
    <Suspense>
      <Opened input={input} onUse={use} onClose={onClose} />
    </Suspense>,
    document.body,
  );
}
