"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { Spinner } from "@/components/ui/spinner";
import { getProjectAccessAction, shareProjectAction } from "@/lib/projects/actions";
import type { ProjectAccessView, ProjectView } from "@/lib/projects/view";

interface AccessDialogProps {
  team: string;
  project: ProjectView;
  onClose: () => void;
  onSaved: () => void;
}

/** Who may open a project: the whole team, or chosen people. */
export function AccessDialog(props: AccessDialogProps) {
  const { team, project, onClose } = props;
  const t = useTranslations("projects.access");
  const errors = useTranslations("errors");
  const { data } = useQuery({
    queryKey: ["project access", team, project.id],
    queryFn: () => getProjectAccessAction(team, { id: project.id }),
    // Asked anew each time: people come and go.
    gcTime: 0,
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("note")}>
      {data?.ok && <AccessForm {...props} access={data.data} />}
      {data?.ok === false && <Alert>{errors(data.error.code)}</Alert>}
      {!data && <Spinner className="self-center" />}
    </Dialog>
  );
}

function AccessForm({ team, project, access, onClose, onSaved }: AccessDialogProps & { access: ProjectAccessView }) {
  const t = useTranslations("projects.access");
  const common = useTranslations("common");
  const [isPrivate, setPrivate] = useState(access.isPrivate);
  const { onSubmit, pending, formError } = useFormAction({
    submit: (data) => shareProjectAction(team, { id: project.id, isPrivate, people: data.getAll("person").map(String) }),
    onDone: onSaved,
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      <Segmented
        label={t("title")}
        value={isPrivate ? "some" : "team"}
        onValueChange={(value) => setPrivate(value === "some")}
        options={[
          { value: "team", label: t("team") },
          { value: "some", label: t("some") },
        ]}
      />
      {isPrivate && (
        <fieldset className="flex max-h-72 flex-col overflow-y-auto">
          <legend className="mb-1 text-sm font-medium">{t("people")}</legend>
          {access.people.map(({ userId, name, email, always, isChosen }) => (
            <label key={userId} className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
              <input
                type="checkbox"
                name="person"
                value={userId}
                defaultChecked={isChosen}
                disabled={always}
                className="size-4 shrink-0 accent-tungsten"
              />
              <bdi className="truncate">{name}</bdi>
              <span className="ml-auto truncate text-xs text-quiet">{always ? t("always") : email}</span>
            </label>
          ))}
        </fieldset>
      )}
      {formError && <Alert>{formError}</Alert>}
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" pending={pending}>
          {t("save")}
        </Button>
      </DialogFooter>
    </form>
  );
}
