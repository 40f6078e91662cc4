"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { MAX_PREAMBLE } from "@/lib/models/preamble";
import { describeProjectAction } from "@/lib/projects/actions";
import { useEngine } from "../engine/composer-context";

interface DescriptionDialogProps {
  team: string;
  projectId: string;
  onClose: () => void;
}

/** What is put before every prompt of the project, for everybody. */
export default function DescriptionDialog({ team, projectId, onClose }: DescriptionDialogProps) {
  const t = useTranslations("words.preamble");
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("hint")} className="w-[min(36rem,calc(100vw-2rem))]">
      <DescriptionForm {...{ team, projectId, onClose }} />
    </Dialog>
  );
}

function DescriptionForm({ team, projectId, onClose }: DescriptionDialogProps) {
  const t = useTranslations("words.preamble");
  const common = useTranslations("common");
  const engine = useEngine();
  const [text, setText] = useState(() => engine.getSnapshot().preamble);
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: () => describeProjectAction(team, { id: projectId, preamble: text }),
    onDone: ({ preamble }) => {
      engine.setPreamble(preamble);
      onClose();
    },
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field
        error={fieldError("preamble")}
        hint={text.trim() === "" ? t("none") : t("count", { count: [...text.trim()].length, max: MAX_PREAMBLE })}
      >
        <Label>{t("field")}</Label>
        <Textarea name="preamble" value={text} onChange={(event) => setText(event.target.value)} />
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
