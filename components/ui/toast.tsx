"use client";

import { Suspense, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { isTopHost, openToastHost, subscribeToasts, toastsNow, type ToastEntry } from "./toast-store";
import { late } from "./late";
import { useAtFirstTouch } from "./use-at-first-touch";
import { VisuallyHidden } from "./visually-hidden";

// Most are an answer to a press, and nothing is said before anybody touched the page.
const ToastLine = late(async () => (await import("./toast-line")).ToastLine);

/**
 * Where toasts appear: above everything, also above an open dialog, and read out politely. Never on the composer or the
 * controls of the viewer: those say by `--toast-floor` and `--toast-left` where they begin.
 */
export function Toaster() {
  const t = useTranslations("common");
  const [host] = useState(() => Symbol("toaster"));
  useEffect(() => openToastHost(host), [host]);
  useAtFirstTouch(ToastLine.fetch);
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
          <Suspense key={entry.id}>
            <ToastLine entry={entry} />
          </Suspense>
        ))}
      </div>
    </>
  );
}

const NONE: readonly ToastEntry[] = [];
