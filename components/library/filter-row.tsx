"use client";

import { useQuery } from "@tanstack/react-query";
import { Heart, Pencil, X } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { LIBRARY_FILTERS, LIBRARY_SORTS, type LibraryFind, SHOWN, type Shown } from "@/lib/library/find";
import type { ShelvesView } from "@/lib/library/view";
import { shelvesQuery } from "./library-queries";

export type Look = (change: Partial<Record<keyof LibraryFind, string | undefined>>) => void;

interface FilterRowProps {
  team: string;
  find: LibraryFind;
  /** What the server rendered with the page, where it did. */
  shelves?: ShelvesView;
  /** Which kinds can be chosen; all unless told. */
  shown?: readonly Shown[];
  /** Whether every kind can be shown at once. */
  hasAll?: boolean;
  onLook: Look;
}

const NO_SHELVES: ShelvesView = { tags: [], folders: [], projects: [] };

/** What of the library is shown: a kind, and what narrows it down. Each choice counts at once. */
export function FilterRow({ team, find, shelves: initial, shown = SHOWN, hasAll = true, onLook }: FilterRowProps) {
  const t = useTranslations("library");
  const query = shelvesQuery(team, initial);
  const { data: shelves = NO_SHELVES } = useQuery(query);
  useLiveRefetch(query.queryKey, "asset", "project");
  const isMade = find.show === "made";
  const choice = (name: "project" | "folder" | "tag", values: readonly (readonly [value: string, label: string])[]) =>
    values.length > 0 && (
      <Select
        aria-label={t(`filters.${name}`)}
        value={find[name] ?? ""}
        wrapperClassName="max-w-44 max-sm:max-w-36"
        onChange={({ target }) => onLook({ [name]: target.value || undefined })}
      >
        <option value="">{t(`any.${name}`)}</option>
        {values.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    );
  const named = (names: readonly string[], chosen: string | undefined) =>
    [...new Set([...names, ...(chosen === undefined ? [] : [chosen])])].map((name) => [name, name] as const);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented<Shown | "all">
        label={t("filters.show")}
        value={find.show ?? "all"}
        onValueChange={(value) => onLook({ show: value === "all" ? undefined : value })}
        options={(hasAll ? (["all", ...shown] as const) : shown).map((value) => ({ value, label: t(`show.${value}`) }))}
        className="max-sm:w-full max-sm:overflow-x-auto max-sm:[&_label]:px-2"
      />
      {choice(
        "project",
        shelves.projects.map(({ slug, name }) => [slug, name] as const),
      )}
      {!isMade && choice("folder", named(shelves.folders, find.folder))}
      {choice("tag", named(shelves.tags, find.tag))}
      <Button
        variant="quiet"
        title={t("filters.favourite")}
        aria-pressed={find.favourite !== undefined}
        className="aria-pressed:bg-raised aria-pressed:text-text max-sm:px-3"
        onClick={() => onLook({ favourite: find.favourite ? undefined : "yes" })}
      >
        <Heart aria-hidden="true" className={find.favourite ? "fill-current text-tungsten-ink" : undefined} />
        <span className="max-sm:sr-only">{t("filters.favourite")}</span>
      </Button>
      {!isMade && (
        <Select
          aria-label={t("filters.sort")}
          wrapperClassName="max-sm:max-w-40"
          value={find.sort ?? "newest"}
          onChange={({ target }) => onLook({ sort: target.value })}
        >
          {LIBRARY_SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`sorts.${sort}`)}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}

interface FilterChipsProps extends Required<Pick<FilterRowProps, "find" | "shelves" | "onLook">> {
  /** null where nobody may. */
  onRenameFolder: (() => void) | null;
}

/** What narrows the list down, each to be taken away; the folder can be called something else there. */
export function FilterChips({ find, shelves, onLook, onRenameFolder }: FilterChipsProps) {
  const t = useTranslations("library");
  const names = LIBRARY_FILTERS.filter((name) => find[name] !== undefined);
  if (names.length === 0) return null;
  const say = (name: (typeof names)[number]): string => {
    if (name === "favourite") return t("filters.favourite");
    const value = name === "project" ? shelves.projects.find(({ slug }) => slug === find.project)?.name : find[name];
    return t("chip", { name: t(`filters.${name}`), value: value ?? find[name] ?? "" });
  };
  return (
    <ul aria-label={t("active")} className="flex flex-wrap items-center gap-1.5">
      {names.map((name) => (
        <li key={name} className="flex max-w-full">
          <button
            type="button"
            aria-label={t("remove", { filter: say(name) })}
            onClick={() => onLook({ [name]: undefined })}
            className="flex min-h-7 min-w-0 items-center gap-1.5 rounded-full border border-line-strong bg-surface px-2.5 text-xs text-text hover:bg-raised pointer-coarse:min-h-11"
          >
            <span dir="auto" className="truncate">
              {say(name)}
            </span>
            <X aria-hidden="true" className="icon size-3.5 shrink-0 text-quiet" />
          </button>
          {name === "folder" && onRenameFolder && (
            <IconButton label={t("renameFolder.open")} className="ml-0.5 size-7 pointer-coarse:size-11" onClick={onRenameFolder}>
              <Pencil aria-hidden="true" />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  );
}
