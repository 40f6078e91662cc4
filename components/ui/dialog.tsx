"use client";

import { X } from "@/components/ui/icons";
import { useEffect, useId, useLayoutEffect, useRef, type ComponentProps, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import { Button } from "./button";

interface DialogProps extends Omit<ComponentProps<"dialog">, "open" | "title"> {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
}

/** A question that has to be answered first. The native element brings the focus trap, Escape and the inert page behind. */
export function Dialog({ open, onOpenChange, title, description, className, children, ...props }: DialogProps) {
  const t = useTranslations("common");
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Taken away while it is open, it gives the focus back like one that is closed.
  const isGone = useRef(false);
  useLayoutEffect(() => {
    const element = dialog.current;
    isGone.current = false;
    return () => {
      // Whoever took it away knows; the news would come when another dialog may stand in its place.
      isGone.current = true;
      element?.close();
    };
  }, []);
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) {
      element.showModal();
      // Where one begins: the first field, else the answer that changes nothing; and not the button that closes.
      element.querySelector<HTMLElement>("input:not([type=hidden], [hidden]), textarea, select, footer button")?.focus();
    }
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      data-slot="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onClose={() => {
        // The news of an earlier end may come when it stands open again.
        if (!isGone.current && !dialog.current?.open) onOpenChange(false);
      }}
      onClick={(event) => {
        // The dialog itself is only hit on its backdrop: its content fills it to the edges.
        if (event.target === dialog.current) dialog.current.close();
      }}
      className={cn(
        "fixed m-auto max-h-[calc(100dvh-2rem)] base:w-[min(28rem,calc(100vw-2rem))] overflow-auto overscroll-contain rounded-lg border border-line bg-overlay p-0 text-text shadow-float backdrop:bg-scrim open:animate-rise backdrop:open:animate-appear",
        "max-md:mb-0 max-md:w-full max-md:max-w-full max-md:rounded-b-none max-md:border-x-0 max-md:border-b-0 max-md:pb-[env(safe-area-inset-bottom,0px)]",
        className,
      )}
      {...props}
    >
      {open && (
        <div className="flex flex-col gap-4 p-5">
          <header className="flex items-start gap-4">
            <div className="min-w-0 flex-1">
              <h2 id={`${id}-title`} className="text-lg font-semibold">
                {title}
              </h2>
              {description && (
                <p id={`${id}-description`} className="mt-1 text-sm text-pretty text-quiet">
                  {description}
                </p>
              )}
            </div>
            <Button variant="quiet" size="icon" aria-label={t("close")} className="-mt-1.5 -mr-2" onClick={() => onOpenChange(false)}>
              <X aria-hidden="true" />
            </Button>
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}

/** The answers, the one that goes on at the end. */
export function DialogFooter({ className, ...props }: ComponentProps<"footer">) {
  return <footer data-slot="dialog-footer" className={cn("mt-1 flex flex-wrap justify-end gap-2", className)} {...props} />;
}
