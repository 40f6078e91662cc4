"use client";

import { useQuery } from "@tanstack/react-query";
import { Folder, Pencil, Tag } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { buttonVariants } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { isSought, NameBox, NameField } from "@/components/ui/name-box";
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
  const [typed, setTyped] = useState("");
  const [edited, setEdited] = useState<string | null>(null);
  const own = views.flatMap(({ marks }) => marks?.[kind] ?? []);
  const names = [...new Set([...(data?.[kind] ?? []), ...own])];
  const isTag = kind === "tags";
  const put = (one: string): void => void marking.actions.mark(views, isTag ? { addTags: [one] } : { addTo: [one] });
  const take = (one: string): void => void marking.actions.mark(views, isTag ? { removeTags: [one] } : { removeFrom: [one] });
  const shown = names.filter((one) => isSought(one, typed));
  const folders = isTag ? [] : (data?.folders ?? []);
  const filed = new Set(folders.flatMap(({ collections }) => collections));
  const row = (one: string) => (
    <li key={one}>
      <div className="flex items-center">
        <NameBox
          name={one}
          count={views.filter(({ marks }) => marks?.[kind]?.includes(one)).length}
          of={views.length}
          onPut={put}
          onTake={take}
        />
        <IconButton label={t("changeLabel", { name: one })} onClick={() => setEdited(edited === one ? null : one)}>
          <Pencil aria-hidden="true" />
        </IconButton>
      </div>
      {edited === one && <LabelEdit name={one} projectId={isTag ? null : place.project.id} place={place} onDone={() => setEdited(null)} />}
    </li>
  );
  return (
    <div className="flex flex-col gap-2">
      <NameField
        label={t(isTag ? "newTag" : "newCollection")}
        add={t("add")}
        maxLength={LABEL_MAX_LENGTH}
        value={typed}
        onValue={setTyped}
        onAdd={put}
      />
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
