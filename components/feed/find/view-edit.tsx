"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { useFormAction } from "@/components/data/use-form-action";
import { InlineQuestion } from "@/components/dialogs/inline-question";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { deleteViewAction, renameViewAction } from "@/lib/generations/find/actions";
import { type SavedViewView, VIEW_NAME_MAX_LENGTH } from "@/lib/generations/find/saved-view";
import { savedViewsQuery } from "./find-queries";

interface ViewEditProps {
  team: string;
  view: SavedViewView;
  onDone: () => void;
}

/** Another name for a saved view, or none: that is asked first. */
export function ViewEdit({ team, view: { id, name, isShared }, onDone }: ViewEditProps) {
  const t = useTranslations("find.views");
  const common = useTranslations("common");
  const client = useQueryClient();
  const [isLeaving, setLeaving] = useState(false);
  const done = async (): Promise<void> => {
    await client.invalidateQueries(savedViewsQuery(team));
    onDone();
  };
  const { run, pending: isDeleting, error } = useAction();
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => renameViewAction(team, { id, name: String(data.get("name") ?? "") }),
    onDone: done,
  });
  if (isLeaving)
    return (
      <InlineQuestion
        question={t(isShared ? "deleteTeamSure" : "deleteSure", { name })}
        yes={t("delete")}
        no={common("cancel")}
        pending={isDeleting}
        error={error && <Alert>{error}</Alert>}
        onYes={() =>
          run(
            () => deleteViewAction(team, { id }),
            () => void done(),
          )
        }
        onNo={() => setLeaving(false)}
      />
    );
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-2 px-2 pb-2">
      <Field error={fieldError("name")}>
        <Label className="sr-only">{t("newName")}</Label>
        <Input
          name="name"
          defaultValue={name}
          autoFocus
          autoComplete="off"
          maxLength={VIEW_NAME_MAX_LENGTH}
          dir="auto"
          onFocus={({ target }) => target.select()}
        />
      </Field>
      {formError && <Alert>{formError}</Alert>}
      <div className="flex gap-2">
        <Button type="submit" size="sm" pending={pending}>
          {t("submit")}
        </Button>
        <Button size="sm" onClick={() => setLeaving(true)}>
          {t("deleteAsk")}
        </Button>
      </div>
    </form>
  );
}
