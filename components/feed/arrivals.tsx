"use client";

import { ArrowUp } from "@/components/ui/icons";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { CardView } from "@/lib/generations/view";
import { goToTop } from "./go-to-top";

/** Nearer to the top than this the newest card is in sight. */
const AT_TOP_PX = 240;

interface Known {
  top: string | undefined;
  /** Not ready yet. What is loaded below in the meantime has been what it is for long. */
  awaited: ReadonlySet<string>;
}

const knownOf = (views: readonly CardView[]): Known => ({
  top: views[0]?.id,
  awaited: new Set(views.filter(({ status }) => status !== "ready").map(({ id }) => id)),
});

/** What came and what became ready above, for whoever has scrolled down; a press leads there. */
export function Arrivals({ views }: { views: readonly CardView[] }) {
  const t = useTranslations("gallery.arrivals");
  const latest = useRef(views);
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    latest.current = views;
  });
  useEffect(() => {
    const look = (): void => setKnown((before) => (scrollY < AT_TOP_PX ? null : (before ?? knownOf(latest.current))));
    look();
    addEventListener("scroll", look, { passive: true });
    return () => removeEventListener("scroll", look);
  }, []);
  if (!known) return null;
  const at = views.findIndex(({ id }) => id === known.top);
  const isNew = new Set(views.slice(0, Math.max(at, 0)).map(({ id }) => id));
  const ready = views.filter(({ id, status }) => status === "ready" && (isNew.has(id) || known.awaited.has(id))).length;
  if (isNew.size === 0 && ready === 0) return null;
  return (
    <button
      type="button"
      data-slot="arrivals"
      onClick={goToTop}
      className="fixed top-[calc(var(--header)+0.75rem)] right-0 left-[calc(var(--rail)+var(--side,0px))] z-20 mx-auto flex min-h-8 w-fit animate-rise items-center gap-1.5 rounded-full border border-line bg-overlay px-3 text-sm text-text shadow-float pointer-coarse:min-h-11"
    >
      <ArrowUp aria-hidden="true" className="icon" />
      {[isNew.size > 0 && t("new", { count: isNew.size }), ready > 0 && t("ready", { count: ready })].filter(Boolean).join(" · ")}
    </button>
  );
}
