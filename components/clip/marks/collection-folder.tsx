"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { putInFolderAction } from "@/lib/generations/actions";
import { LABEL_MAX_LENGTH } from "@/lib/generations/marks/limits";
import type { GalleryPlace } from "../gallery-place";
import { labelsQuery } from "./labels-query";

interface CollectionFolderProps {
  name: string;
  place: GalleryPlace;
  onDone: () => void;
}

/** The folder that a collection lies in: one that there is, a new one, or with nothing typed none. */
export function CollectionFolder({ name, place: { team, project }, onDone }: CollectionFolderProps) {
  const t = useTranslations("marks");
  const queryClient = useQueryClient();
  const query = labelsQuery(team, project.slug);
  const { data } = useQuery(query);
  const { run, pending, error } = useAction();
  const [folder, setFolder] = useState(() => data?.folders.find(({ collections }) => collections.includes(name))?.name ?? "");
  const list = useId();
  return (
    <form
      className="flex flex-wrap gap-2 px-2 pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        run(
          () => putInFolderAction(team, { projectId: project.id, name, folder: folder.trim() === "" ? null : folder.trim() }),
          () => {
            void queryClient.invalidateQueries(query);
            onDone();
          },
        );
      }}
    >
      <Input
        aria-label={t("folder")}
        aria-describedby={`${list}-hint`}
        placeholder={t("folder")}
        list={list}
        value={folder}
        maxLength={LABEL_MAX_LENGTH}
        onChange={({ target }) => setFolder(target.value)}
        dir="auto"
      />
      <datalist id={list}>
        {data?.folders.map((one) => (
          <option key={one.name} value={one.name} />
        ))}
      </datalist>
      <Button type="submit" size="sm" pending={pending}>
        {t("toFolder")}
      </Button>
      <p id={`${list}-hint`} className="w-full text-xs text-quiet">
        {t("toFolderHint")}
      </p>
      {error && <Alert>{error}</Alert>}
    </form>
  );
}
