"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { labelProjectAction } from "@/lib/projects/actions";
import { LABEL_POLICIES, type LabelPolicy } from "@/lib/projects/label-policy";
import type { ProjectView } from "@/lib/projects/view";

interface LabelsDialogProps {
  team: string;
  project: ProjectView;
  onClose: () => void;
  onSaved: () => void;
}

/** Which marks of AI-made pictures the downloads of a project carry. */
export function LabelsDialog(props: LabelsDialogProps) {
  const t = useTranslations("projects.labels");
  return (
    <Dialog open onOpenChange={props.onClose} title={t("title")} description={t("note")}>
      <LabelsForm {...props} />
    </Dialog>
  );
}

function LabelsForm({ team, project, onClose, onSaved }: LabelsDialogProps) {
  const t = useTranslations("projects.labels");
  const common = useTranslations("common");
  const [aiLabels, setLabels] = useState<LabelPolicy>(project.aiLabels);
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: () => labelProjectAction(team, { id: project.id, aiLabels }),
    onDone: onSaved,
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field error={fieldError("aiLabels")} hint={t(`hints.${aiLabels}`)}>
        <Label>{t("field")}</Label>
        <Select name="aiLabels" value={aiLabels} onChange={(event) => setLabels(event.target.value as LabelPolicy)}>
          {LABEL_POLICIES.map((policy) => (
            <option key={policy} value={policy}>
              {t(`options.${policy}`)}
            </option>
          ))}
        </Select>
      </Field>
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
