"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { InlineQuestion } from "@/components/dialogs/inline-question";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { deleteLabelAction, renameLabelAction } from "@/lib/generations/actions";
import type { GalleryPlace } from "../gallery-place";
import { CollectionFolder } from "./collection-folder";
import { labelsQuery } from "./labels-query";
import { RenameForm } from "./rename-form";

interface LabelEditProps {
  name: string;
  /** null: a tag, which is the team's. */
  projectId: string | null;
  place: GalleryPlace;
  onDone: () => void;
}

/** Another name for a tag or a collection, which can be taken back, or none, which is asked first: it is everybody's. */
export function LabelEdit({ name, projectId, place, onDone }: LabelEditProps) {
  const { team, project } = place;
  const t = useTranslations("marks");
  const common = useTranslations("common");
  const queryClient = useQueryClient();
  const { run, pending, error } = useAction();
  const [isSure, setSure] = useState(true);
  const again = (): void => void queryClient.invalidateQueries(labelsQuery(team, project.slug));
  const rename = (from: string, wanted: string, isBack = false): void =>
    run(
      () => renameLabelAction(team, { projectId, name: from, to: wanted }),
      (named) => {
        again();
        if (isBack) return;
        onDone();
        const undo = { label: common("undo"), onClick: () => rename(named.name, from, true) };
        toast({ title: t("renamed", { name: named.name }), action: undo });
      },
    );
  const remove = (): void =>
    run(
      () => deleteLabelAction(team, { projectId, name }),
      () => {
        again();
        onDone();
      },
    );
  if (!isSure)
    return (
      <InlineQuestion
        question={t("deleteLabelSure", { name })}
        yes={t("deleteLabelYes")}
        no={common("cancel")}
        pending={pending}
        error={error && <Alert>{error}</Alert>}
        onYes={remove}
        onNo={() => setSure(true)}
      />
    );
  return (
    <>
      <RenameForm label={t("newName")} name={name} pending={pending} error={error} onRename={(wanted) => rename(name, wanted)}>
        <Button size="sm" onClick={() => setSure(false)}>
          {t("deleteLabel")}
        </Button>
      </RenameForm>
      {projectId !== null && <CollectionFolder name={name} place={place} onDone={onDone} />}
    </>
  );
}
