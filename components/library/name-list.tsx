"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { isSought, NameBox, NameField } from "@/components/ui/name-box";
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
  const [typed, setTyped] = useState("");
  const has = (item: LibraryItem, one: string): boolean => (kind === "tags" ? item.tags.includes(one) : item.folder === one);
  const own = items.flatMap((item) => (kind === "tags" ? item.tags : (item.folder ?? [])));
  const names = [...new Set([...(data?.[kind === "tags" ? "tags" : "folders"] ?? []), ...own])];
  const put = (one: string): void => void actions.mark(items, kind === "tags" ? { addTags: [one] } : { folder: one });
  const take = (one: string): void => void actions.mark(items, kind === "tags" ? { removeTags: [one] } : { folder: null });
  return (
    <div className="flex flex-col gap-2">
      <NameField label={t(`new.${kind}`)} add={t("add")} maxLength={LABEL_MAX_LENGTH} value={typed} onValue={setTyped} onAdd={put} />
      <ul className="flex max-h-60 flex-col overflow-y-auto" aria-label={t(`names.${kind}`)}>
        {names
          .filter((one) => isSought(one, typed))
          .map((one) => (
            <li key={one} className="flex">
              <NameBox name={one} count={items.filter((item) => has(item, one)).length} of={items.length} onPut={put} onTake={take} />
            </li>
          ))}
      </ul>
      {names.length === 0 && <p className="text-sm text-quiet">{t(`none.${kind}`)}</p>}
    </div>
  );
}
