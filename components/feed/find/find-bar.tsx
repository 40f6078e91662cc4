"use client";

import { late } from "@/components/ui/late";
import { Bookmark, SlidersHorizontal } from "@/components/ui/icons";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { buttonVariants } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { SearchBox } from "./search-box";

// Nobody who only looks at the newest clips needs them.
const FilterForm = late(async () => (await import("./filter-form")).default);
const SavedViews = late(async () => (await import("./saved-views")).default);

interface FindBarProps {
  place: GalleryPlace;
  /** What is looked for now, as writeFind writes it. */
  find: string;
}

/** Where clips are looked for: words, filters, and what somebody keeps of both. It stands in the row of the newest day and takes no room of its own. */
export function FindBar({ place, find }: FindBarProps) {
  const t = useTranslations("find");
  const [opened, setOpened] = useState<"filters" | "views" | null>(null);
  return (
    <search aria-label={t("title")} className="flex items-center gap-1">
      <SearchBox find={find} />
      <Popover>
        <PopoverTrigger
          data-slot="find-filters"
          className={buttonVariants({
            variant: "quiet",
            className: "pointer-coarse:min-h-11 max-sm:w-control max-sm:p-0 max-sm:pointer-coarse:w-11",
          })}
          title={t("filters")}
        >
          <SlidersHorizontal aria-hidden="true" />
          <span className="max-sm:sr-only">{t("filters")}</span>
        </PopoverTrigger>
        <PopoverContent
          aria-label={t("filters")}
          placement={{ align: "end" }}
          className="w-[min(28rem,calc(100vw-1rem))]"
          onOpenChange={(open) => setOpened(open ? "filters" : null)}
        >
          {opened === "filters" && (
            <Suspense>
              <FilterForm place={place} find={find} />
            </Suspense>
          )}
        </PopoverContent>
      </Popover>
      <Popover>
        <PopoverTrigger
          className={buttonVariants({ variant: "quiet", size: "icon", className: "pointer-coarse:size-11" })}
          aria-label={t("views.title")}
          title={t("views.title")}
        >
          <Bookmark aria-hidden="true" />
        </PopoverTrigger>
        <PopoverContent
          aria-label={t("views.title")}
          placement={{ align: "end" }}
          className="w-[min(22rem,calc(100vw-1rem))]"
          onOpenChange={(open) => setOpened(open ? "views" : null)}
        >
          {opened === "views" && (
            <Suspense>
              <SavedViews place={place} find={find} />
            </Suspense>
          )}
        </PopoverContent>
      </Popover>
    </search>
  );
}
