"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { look } from "@/components/clip/find-address";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { Button } from "@/components/ui/button";
import { FILTERS, parseFind } from "@/lib/generations/find/schema";
import { countQuery } from "./find-queries";
import { useFindWords } from "./use-find-words";

interface FilterChipsProps {
  place: GalleryPlace;
  find: string;
}

/** What is looked for, each to be taken away, and how many clips that are. Nothing is here while everything is shown. */
export function FilterChips({ place, find }: FilterChipsProps) {
  const t = useTranslations("find");
  const parts = parseFind(find);
  const words = useFindWords(place, parts.author !== undefined);
  const { data: counted } = useQuery(countQuery(place.team, place.project.slug, find));
  const names = [...FILTERS, "sort" as const].filter((name) => parts[name] !== undefined);
  return (
    <div data-slot="filter-chips" className="flex flex-wrap items-center gap-1.5 pt-2 pr-0 pb-1 text-sm">
      <p role="status" className="pr-1 text-quiet tabular">
        {counted && t(counted.isMore ? "more" : "count", { count: counted.count })}
      </p>
      <ul aria-label={t("active")} className="contents">
        {names.map((name) => {
          const label =
            name === "sort"
              ? words.value("sort", parts.sort)
              : t("chip", { name: words.name(name), value: words.value(name, parts[name]) });
          return (
            <li key={name} className="flex max-w-full">
              <button
                type="button"
                aria-label={t("remove", { filter: label })}
                title={t("remove", { filter: label })}
                onClick={() => look({ ...parts, [name]: undefined })}
                className="flex min-h-7 min-w-0 items-center gap-1.5 rounded-full border border-line-strong bg-surface px-2.5 text-xs text-text hover:bg-raised pointer-coarse:min-h-11"
              >
                <span dir="auto" className="truncate">
                  {label}
                </span>
                <X aria-hidden="true" className="icon size-3.5 shrink-0 text-quiet" />
              </button>
            </li>
          );
        })}
      </ul>
      <Button size="sm" variant="quiet" onClick={() => look({})}>
        {t("clear")}
      </Button>
    </div>
  );
}
