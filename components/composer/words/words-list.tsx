"use client";

import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Input } from "@/components/ui/input";

interface WordsListProps {
  label: string;
  words: string;
  onWords: (words: string) => void;
  /** How many rows there are, or null while nobody knows. */
  count: number | null;
  /** Said in the place of rows. */
  empty: ReactNode;
  /** Beside the field. */
  tools?: ReactNode;
  /** Rows: the button of each that puts it in is marked with `data-row`. */
  children: ReactNode;
}

/** A field that narrows down a list. Enter in it takes the first row; arrow keys go from row to row and back into the field. */
export function WordsList({ label, words, onWords, count, empty, tools, children }: WordsListProps) {
  const t = useTranslations("words");
  const place = useRef<HTMLDivElement>(null);
  const rows = () => [...(place.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    const isField = target.matches("[data-filter]");
    const at = rows().indexOf(target);
    if (event.key === "Enter" && isField) {
      event.preventDefault();
      if (!event.repeat) rows()[0]?.click();
    } else if ((isField || at >= 0) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (isField && event.key === "ArrowUp") return;
      event.preventDefault();
      (next < 0 ? place.current?.querySelector<HTMLElement>("[data-filter]") : rows()[next])?.focus();
    }
  }

  return (
    <div ref={place} onKeyDown={onKeyDown} className="flex min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Input
          data-filter
          type="search"
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          maxLength={200}
          value={words}
          onChange={(event) => onWords(event.target.value)}
          className="flex-1 basis-48 [&::-webkit-search-cancel-button]:hidden"
        />
        {tools}
      </div>
      <p role="status" className="sr-only">
        {count === null ? t("loading") : t("results", { count })}
      </p>
      {count === 0 ? (
        <p className="py-6 text-center text-sm text-pretty text-quiet">{empty}</p>
      ) : (
        <>
          <ul aria-label={label} className="-mx-2 flex flex-col">
            {children}
          </ul>
          {count !== null && <p className="text-xs text-quiet pointer-coarse:hidden">{t("hint")}</p>}
        </>
      )}
    </div>
  );
}

/** What puts a row in. */
export const rowClasses =
  "flex w-full min-w-0 flex-col gap-0.5 rounded-md px-2 py-2 text-left hover:bg-raised focus-visible:bg-raised focus-visible:outline-2 focus-visible:-outline-offset-2 pointer-coarse:min-h-11";
