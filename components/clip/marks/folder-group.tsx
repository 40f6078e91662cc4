"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Folder, Pencil } from "@/components/ui/icons";
import { renameFolderAction } from "@/lib/generations/actions";
import type { GalleryPlace } from "../gallery-place";
import { labelsQuery } from "./labels-query";
import { RenameForm } from "./rename-form";

/** The collections of a folder under its name, which is changed where it stands. */
export function FolderGroup({ name, place, children }: { name: string; place: GalleryPlace; children: ReactNode }) {
  const t = useTranslations("marks");
  const [isEdited, setEdited] = useState(false);
  return (
    <li>
      <div className="flex items-center gap-2 pl-2 text-sm text-quiet">
        <Folder aria-hidden="true" className="icon shrink-0" />
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {name}
        </span>
        <IconButton label={t("changeFolder", { name })} onClick={() => setEdited(!isEdited)}>
          <Pencil aria-hidden="true" />
        </IconButton>
      </div>
      {isEdited && <FolderEdit name={name} place={place} onDone={() => setEdited(false)} />}
      <ul aria-label={name} className="flex flex-col pl-4">
        {children}
      </ul>
    </li>
  );
}

function FolderEdit({ name, place: { team, project }, onDone }: { name: string; place: GalleryPlace; onDone: () => void }) {
  const t = useTranslations("marks");
  const queryClient = useQueryClient();
  const { run, pending, error } = useAction();
  const rename = (wanted: string | null): void =>
    run(
      () => renameFolderAction(team, { projectId: project.id, folder: name, to: wanted }),
      () => {
        void queryClient.invalidateQueries(labelsQuery(team, project.slug));
        onDone();
      },
    );
  return (
    <RenameForm label={t("folderName")} name={name} pending={pending} error={error} onRename={rename}>
      <Button
        size="sm"
        pending={pending}
        aria-description={t("deleteFolderHint")}
        title={t("deleteFolderHint")}
        onClick={() => rename(null)}
      >
        {t("deleteFolder")}
      </Button>
    </RenameForm>
  );
}
