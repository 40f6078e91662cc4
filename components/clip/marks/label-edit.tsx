"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { InlineQuestion } from "@/components/dialogs/inline-question";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { deleteLabelAction, renameLabelAction } from "@/lib/generations/actions";
import { LABEL_MAX_LENGTH } from "@/lib/generations/marks/limits";
import type { GalleryPlace } from "../gallery-place";
import { CollectionFolder } from "./collection-folder";
import { labelsQuery } from "./labels-query";

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
  const [to, setTo] = useState(name);
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
      <form
        className="flex flex-wrap gap-2 px-2 pb-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (to.trim() !== "") rename(name, to.trim());
        }}
      >
        <Input
          autoFocus
          aria-label={t("newName")}
          value={to}
          maxLength={LABEL_MAX_LENGTH}
          onFocus={({ target }) => target.select()}
          onChange={({ target }) => setTo(target.value)}
          dir="auto"
        />
        <Button type="submit" size="sm" pending={pending}>
          {t("save")}
        </Button>
        <Button size="sm" onClick={() => setSure(false)}>
          {t("deleteLabel")}
        </Button>
        {error && <Alert>{error}</Alert>}
      </form>
      {projectId !== null && <CollectionFolder name={name} place={place} onDone={onDone} />}
    </>
  );
}
