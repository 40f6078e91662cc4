"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { lookOn } from "@/components/clip/find-address";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { ShareButton } from "@/components/shares/share-button";
import { Button } from "@/components/ui/button";
import { roleMay } from "@/lib/access/permissions";
import { FILTERS, parseFind } from "@/lib/generations/find/find";
import { countQuery } from "./find-queries";
import { useFindWords } from "./use-find-words";

interface FilterChipsProps {
  place: GalleryPlace;
  find: string;
  /** How many clips that are, where all of them are loaded. */
  loaded: number | null;
}

/** What is looked for, each to be taken away, and how many clips that are: beside the search, which stays where it is. */
export function FilterChips({ place, find, loaded }: FilterChipsProps) {
  const t = useTranslations("find");
  const parts = parseFind(find);
  const words = useFindWords(place, parts.author !== undefined);
  const { data } = useQuery({ ...countQuery(place.team, place.project.slug, find), enabled: loaded === null });
  const counted = loaded === null ? data : { count: loaded, isMore: false };
  const names = [...FILTERS, "sort" as const].filter((name) => parts[name] !== undefined);
  return (
    <div
      data-slot="filter-chips"
      className="flex min-h-11 items-center gap-1.5 py-1 text-sm max-sm:mt-11 max-sm:overflow-x-auto max-sm:overscroll-contain sm:flex-wrap sm:pr-[29rem]"
    >
      <p role="status" className="pr-1 whitespace-nowrap text-quiet tabular">
        {counted && t(counted.isMore ? "more" : "count", { count: counted.count })}
      </p>
      <ul aria-label={t("active")} className="contents">
        {names.map((name) => {
          const label =
            name === "sort"
              ? words.value("sort", parts.sort)
              : t("chip", { name: words.name(name), value: words.value(name, parts[name]) });
          return (
            <li key={name} className="flex max-w-full max-sm:shrink-0">
              <button
                type="button"
                aria-label={t("remove", { filter: label })}
                title={t("remove", { filter: label })}
                onClick={() => lookOn({ ...parts, [name]: undefined })}
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
      <Button size="sm" variant="quiet" onClick={() => lookOn({})}>
        {t("clear")}
      </Button>
      {parts.collection !== undefined && roleMay(place.user.role, "shares.write") && (
        <ShareButton
          size="sm"
          variant="quiet"
          team={place.team}
          of={{ kind: "collection", projectId: place.project.id, name: parts.collection }}
          name={parts.collection}
        />
      )}
    </div>
  );
}
