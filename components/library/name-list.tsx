"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, Minus } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { LABEL_MAX_LENGTH } from "@/lib/generations/marks/limits";
import type { LibraryItem } from "@/lib/library/view";
import type { LibraryActions } from "./use-library-actions";
import { shelvesQuery } from "./library-queries";

interface NameListProps {
  kind: "tags" | "folder";
  team: string;
  items: readonly LibraryItem[];
  actions: LibraryActions;
}

/** Puts files under tags, or into a folder: names that are there, or a new one. What all of them have is taken away by the same press. */
export function NameList({ kind, team, items, actions }: NameListProps) {
  const t = useTranslations("library");
  const { data } = useQuery(shelvesQuery(team));
  const [name, setName] = useState("");
  const wanted = name.trim().toLowerCase();
  const has = (item: LibraryItem, one: string): boolean => (kind === "tags" ? item.tags.includes(one) : item.folder === one);
  const own = items.flatMap((item) => (kind === "tags" ? item.tags : (item.folder ?? [])));
  const names = [...new Set([...(data?.[kind === "tags" ? "tags" : "folders"] ?? []), ...own])];
  const put = (one: string): void => void actions.mark(items, kind === "tags" ? { addTags: [one] } : { folder: one });
  const take = (one: string): void => void actions.mark(items, kind === "tags" ? { removeTags: [one] } : { folder: null });
  return (
    <div className="flex flex-col gap-2">
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === "") return;
          put(name.trim());
          setName("");
        }}
      >
        <Input
          autoFocus
          aria-label={t(`new.${kind}`)}
          placeholder={t(`new.${kind}`)}
          value={name}
          maxLength={LABEL_MAX_LENGTH}
          onChange={({ target }) => setName(target.value)}
          dir="auto"
        />
        <Button type="submit">{t("add")}</Button>
      </form>
      <ul className="flex max-h-60 flex-col overflow-y-auto" aria-label={t(`names.${kind}`)}>
        {names
          .filter((one) => one.toLowerCase().includes(wanted))
          .map((one) => {
            const count = items.filter((item) => has(item, one)).length;
            const state = count === 0 ? "false" : count === items.length ? "true" : "mixed";
            return (
              <li key={one}>
                <button
                  type="button"
                  role="checkbox"
                  aria-checked={state}
                  onClick={() => (state === "true" ? take(one) : put(one))}
                  className="flex min-h-8 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-raised pointer-coarse:min-h-11"
                >
                  <span className="flex size-4 shrink-0 items-center justify-center">
                    {state === "true" && <Check aria-hidden="true" className="icon" />}
                    {state === "mixed" && <Minus aria-hidden="true" className="icon" />}
                  </span>
                  <span dir="auto" className="truncate">
                    {one}
                  </span>
                </button>
              </li>
            );
          })}
      </ul>
      {names.length === 0 && <p className="text-sm text-quiet">{t(`none.${kind}`)}</p>}
    </div>
  );
}
