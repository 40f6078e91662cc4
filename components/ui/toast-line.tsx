"use client";

import { CircleAlert, CircleCheck, Info, X } from "@/components/ui/icons";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import { Button } from "./button";
import { dismissToast, type ToastEntry } from "./toast-store";

const ICONS = { neutral: Info, ready: CircleCheck, failed: CircleAlert } as const;

/** The pressed button goes with its toast; the dialog that it lay in must hear the next key all the same. */
function leave(id: ToastEntry["id"]): void {
  [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1)?.focus();
  dismissToast(id);
}

/** One toast: what happened, and the way back. */
export function ToastLine({ entry }: { entry: ToastEntry }) {
  const t = useTranslations("common");
  const Icon = ICONS[entry.tone ?? "neutral"];
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => dismissToast(entry.id), entry.durationMs);
  };
  useEffect(() => {
    timer.current = setTimeout(() => dismissToast(entry.id), entry.durationMs);
    return () => clearTimeout(timer.current);
  }, [entry.id, entry.durationMs]);
  return (
    <div
      data-slot="toast"
      // Whoever reads or is about to press Undo has all the time.
      onPointerEnter={() => clearTimeout(timer.current)}
      onPointerLeave={start}
      onFocus={() => clearTimeout(timer.current)}
      onBlur={start}
      className="flex min-h-11 items-center gap-2.5 rounded-lg border border-line bg-overlay py-1.5 pr-1.5 pl-3 text-sm text-text shadow-float animate-rise"
    >
      <Icon
        aria-hidden="true"
        className={cn("icon", entry.tone === "failed" ? "text-failed" : entry.tone === "ready" ? "text-ready" : "text-quiet")}
      />
      <p className="min-w-0 flex-1 py-1 text-pretty">{entry.title}</p>
      {entry.action && (
        <Button
          size="sm"
          onClick={() => {
            entry.action?.onClick();
            leave(entry.id);
          }}
        >
          {entry.action.label}
        </Button>
      )}
      <Button size="sm" variant="quiet" aria-label={t("dismiss")} className="px-1.5" onClick={() => leave(entry.id)}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}
