"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, Folder, Minus, Pencil, Tag } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { Button, buttonVariants } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { LABEL_MAX_LENGTH } from "@/lib/generations/marks/limits";
import type { CardView } from "@/lib/generations/view";
import type { GalleryPlace } from "../gallery-place";
import { FolderGroup } from "./folder-group";
import { LabelEdit } from "./label-edit";
import { labelsQuery } from "./labels-query";
import type { Marking } from "./mark-keys";

interface LabelProps {
  kind: "tags" | "collections";
  views: readonly CardView[];
  place: GalleryPlace;
  marking: Marking;
}

const ICONS = { tags: Tag, collections: Folder } as const;

/** Puts clips under names that are there, or a new one; what all of them have is taken away by the same press. */
export function LabelPopover(props: LabelProps) {
  const t = useTranslations("marks");
  const [isOpen, setOpen] = useState(false);
  const Icon = ICONS[props.kind];
  return (
    <Popover>
      <PopoverTrigger className={buttonVariants({ variant: "quiet", size: "icon" })} aria-label={t(props.kind)} title={t(props.kind)}>
        <Icon aria-hidden="true" />
      </PopoverTrigger>
      <PopoverContent aria-label={t(props.kind)} className="w-72" onOpenChange={setOpen}>
        {isOpen && <LabelList {...props} />}
      </PopoverContent>
    </Popover>
  );
}

function LabelList({ kind, views, place, marking }: LabelProps) {
  const t = useTranslations("marks");
  const query = labelsQuery(place.team, place.project.slug);
  const { data } = useQuery(query);
  useLiveRefetch(query.queryKey, "project");
  const [name, setName] = useState("");
  const [edited, setEdited] = useState<string | null>(null);
  const own = views.flatMap(({ marks }) => marks?.[kind] ?? []);
  const names = [...new Set([...(data?.[kind] ?? []), ...own])];
  const wanted = name.trim().toLowerCase();
  const isTag = kind === "tags";
  const put = (one: string): void => void marking.actions.mark(views, isTag ? { addTags: [one] } : { addTo: [one] });
  const take = (one: string): void => void marking.actions.mark(views, isTag ? { removeTags: [one] } : { removeFrom: [one] });
  const shown = names.filter((one) => one.toLowerCase().includes(wanted));
  const folders = isTag ? [] : (data?.folders ?? []);
  const filed = new Set(folders.flatMap(({ collections }) => collections));
  const row = (one: string) => {
    const count = views.filter(({ marks }) => marks?.[kind]?.includes(one)).length;
    const state = count === 0 ? "false" : count === views.length ? "true" : "mixed";
    return (
      <li key={one}>
        <div className="flex items-center">
          <button
            type="button"
            role="checkbox"
            aria-checked={state}
            onClick={() => (state === "true" ? take(one) : put(one))}
            className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-raised pointer-coarse:min-h-11"
          >
            <span className="flex size-4 shrink-0 items-center justify-center">
              {state === "true" && <Check aria-hidden="true" className="icon" />}
              {state === "mixed" && <Minus aria-hidden="true" className="icon" />}
            </span>
            <span dir="auto" className="truncate">
              {one}
            </span>
          </button>
          <IconButton label={t("changeLabel", { name: one })} onClick={() => setEdited(edited === one ? null : one)}>
            <Pencil aria-hidden="true" />
          </IconButton>
        </div>
        {edited === one && (
          <LabelEdit name={one} projectId={isTag ? null : place.project.id} place={place} onDone={() => setEdited(null)} />
        )}
      </li>
    );
  };
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
          aria-label={t(isTag ? "newTag" : "newCollection")}
          placeholder={t(isTag ? "newTag" : "newCollection")}
          value={name}
          maxLength={LABEL_MAX_LENGTH}
          onChange={({ target }) => setName(target.value)}
          dir="auto"
        />
        <Button type="submit">{t("add")}</Button>
      </form>
      <ul className="flex max-h-60 flex-col overflow-y-auto" aria-label={t(kind)}>
        {shown.filter((one) => !filed.has(one)).map(row)}
        {folders.map((folder) => {
          const inside = shown.filter((one) => folder.collections.includes(one));
          if (inside.length === 0) return null;
          return (
            <FolderGroup key={folder.name} name={folder.name} place={place}>
              {inside.map(row)}
            </FolderGroup>
          );
        })}
      </ul>
      {names.length === 0 && <p className="text-sm text-quiet">{t(isTag ? "noTags" : "noCollections")}</p>}
    </div>
  );
}
