"use client";

import { X } from "@/components/ui/icons";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { useVisibleHeight } from "./use-visible-height";

interface ComposerSheetProps {
  open: boolean;
  onClose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/** The composer of a phone: over everything, as high as the screen above its keyboard. */
export function ComposerSheet({ open, onClose, onKeyDown, children }: ComposerSheetProps) {
  const t = useTranslations("composer");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) element.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  useVisibleHeight(dialog, open);
  return (
    <dialog
      ref={dialog}
      data-slot="composer-sheet"
      aria-label={t("title")}
      // React tells it of the dialogs as well that were opened from within.
      onClose={({ target, currentTarget }) => {
        if (target === currentTarget) onClose();
      }}
      onKeyDown={onKeyDown}
      className="m-0 h-dvh max-h-none w-full max-w-none flex-col bg-canvas p-0 text-text open:flex open:animate-rise md:hidden"
    >
      {open && (
        <>
          <header className="flex shrink-0 items-center justify-between border-b border-line py-1 pr-1 pl-4">
            <h2 className="text-base font-semibold">{t("title")}</h2>
            <IconButton label={t("close")} onClick={onClose}>
              <X aria-hidden="true" />
            </IconButton>
          </header>
          {children}
        </>
      )}
    </dialog>
  );
}
