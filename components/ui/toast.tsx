"use client";

import { CircleAlert, CircleCheck, Info, X } from "@/components/ui/icons";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import { Button } from "./button";
import { VisuallyHidden } from "./visually-hidden";
import { dismissToast, isTopHost, openToastHost, subscribeToasts, toastsNow, type ToastEntry } from "./toast-store";

const ICONS = { neutral: Info, ready: CircleCheck, failed: CircleAlert } as const;

/**
 * Where toasts appear: above everything, also above an open dialog, and read out politely. Never on the composer or the
 * controls of the viewer: those say by `--toast-floor` and `--toast-left` where they begin.
 */
export function Toaster() {
  const t = useTranslations("common");
  const [host] = useState(() => Symbol("toaster"));
  useEffect(() => openToastHost(host), [host]);
  const toasts = useSyncExternalStore(
    subscribeToasts,
    () => (isTopHost(host) ? toastsNow() : NONE),
    () => NONE,
  );
  const region = useRef<HTMLDivElement>(null);
  const count = toasts.length;
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    // Showing it anew puts it on top of whatever came into the top layer meanwhile.
    if (element.matches(":popover-open")) element.hidePopover();
    if (count > 0) element.showPopover();
  }, [count]);
  return (
    <>
      {/* A region that was hidden a moment ago is not read out; this one is always there. */}
      <VisuallyHidden role="status">{toasts.at(-1)?.title}</VisuallyHidden>
      <div
        ref={region}
        data-slot="toaster"
        popover="manual"
        role="region"
        aria-label={t("notifications")}
        className="fixed inset-x-4 top-auto bottom-[calc(var(--toast-floor,calc(var(--bottom-bar)+0.5rem))+0.5rem)] m-0 mx-auto w-auto max-w-sm flex-col gap-2 overflow-visible border-0 bg-transparent p-0 open:flex md:right-auto md:left-[var(--toast-left,calc(var(--rail)+1.5rem))] md:w-sm"
      >
        {toasts.map((entry) => (
          <Toast key={entry.id} entry={entry} />
        ))}
      </div>
    </>
  );
}

const NONE: readonly ToastEntry[] = [];

/** The pressed button goes with its toast; the dialog that it lay in must hear the next key all the same. */
function leave(id: ToastEntry["id"]): void {
  [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1)?.focus();
  dismissToast(id);
}

function Toast({ entry }: { entry: ToastEntry }) {
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
