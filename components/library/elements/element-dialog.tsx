"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { useFormAction } from "@/components/data/use-form-action";
import { InlineQuestion } from "@/components/dialogs/inline-question";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { Images, Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { late } from "@/components/ui/late";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast-store";
import type { Actor } from "@/lib/access/callers/actor";
import { roleMay } from "@/lib/access/permissions";
import { changeElementAction, createElementAction, deleteElementAction } from "@/lib/assets/actions";
import { MOST_PICTURES, NAME_MAX_LENGTH, TEXT_MAX_LENGTH } from "@/lib/assets/elements/limits";
import { ELEMENT_KINDS, type ElementKind, type ElementView } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import { canTrash } from "@/lib/library/policy";
import { UsedIn } from "../used-in";
import { ElementFiles } from "./element-files";
import { elementsQuery, elementUsesQuery } from "./element-queries";

const LibraryPicker = late(async () => (await import("../picker/library-picker")).default);

interface ElementDialogProps {
  team: string;
  user: Pick<Actor, "userId" | "role">;
  /** null: a new one. */
  element: ElementView | null;
  /** Takes it to the composer; null where nobody makes clips. */
  onUse: ((element: ElementView) => void) | null;
  onClose: () => void;
}

/** An element: what it is called, what shows it, what is said of it, who agreed to it until when, and where it was used. */
export function ElementDialog({ team, user, element, onUse, onClose }: ElementDialogProps) {
  const t = useTranslations("elements");
  const common = useTranslations("common");
  const client = useQueryClient();
  const mayManage = roleMay(user.role, "assets.manage");
  // What is changed here is what was opened: whoever was faster meanwhile is not written over.
  const [version] = useState(element?.version ?? 0);
  const [kind, setKind] = useState<ElementKind>(element?.kind ?? "character");
  const [pictures, setPictures] = useState<readonly AssetView[]>(element?.files.filter((file) => file.kind === "image") ?? []);
  const [voice, setVoice] = useState<AssetView | null>(element?.files.find((file) => file.kind === "audio") ?? null);
  const [choosing, setChoosing] = useState<"image" | "audio" | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  const uses = useQuery({ ...elementUsesQuery(team, element?.id ?? ""), enabled: element !== null });
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: elementsQuery(team).queryKey });
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => {
      const text = (name: string): string => String(data.get(name) ?? "");
      const said = {
        ...{ kind, name: text("name"), text: text("text"), consent: text("consent"), consentUntil: text("consentUntil") || null },
        ...{ pictures: pictures.map(({ id }) => id), voice: voice?.id ?? null },
      };
      return element ? changeElementAction(team, { ...said, id: element.id, version }) : createElementAction(team, said);
    },
    onDone: async ({ name }) => {
      await refresh();
      toast({ title: t("saved", { name: `@${name}` }) });
      onClose();
    },
  });
  function take(assets: readonly AssetView[]): void {
    const taken = assets.filter((file) => file.kind === choosing);
    setChoosing(null);
    if (choosing === "audio") return setVoice(taken[0] ?? voice);
    const more = taken.filter(({ id }) => pictures.every((known) => known.id !== id));
    setPictures([...pictures, ...more].slice(0, MOST_PICTURES));
  }
  const dialog = (
    <Dialog
      open
      onOpenChange={onClose}
      title={element ? `@${element.name}` : t("new")}
      description={t("hint")}
      className="w-[min(44rem,calc(100vw-2rem))]"
    >
      {element && onUse && (
        <Button className="self-start" onClick={() => onUse(element)}>
          <Images aria-hidden="true" />
          {t("use")}
        </Button>
      )}
      <form noValidate method="post" onSubmit={onSubmit} className="flex min-w-0 flex-col gap-4">
        <fieldset disabled={!mayManage} className="flex min-w-0 flex-col gap-4">
          <Field error={fieldError("name")} hint={t("nameHint")}>
            <Label>{t("name")}</Label>
            <Input name="name" defaultValue={element?.name} maxLength={NAME_MAX_LENGTH + 1} dir="auto" autoComplete="off" />
          </Field>
          <Segmented
            label={t("kind")}
            value={kind}
            onValueChange={setKind}
            options={ELEMENT_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            className="flex-wrap self-start"
          />
          <ElementFiles
            {...{ pictures, voice, mayManage }}
            onChoose={setChoosing}
            onPictures={setPictures}
            onVoice={setVoice}
            picturesError={fieldError("pictures")}
            voiceError={fieldError("voice")}
          />
          <Field error={fieldError("text")} hint={t("textHint")}>
            <Label>{t("text")}</Label>
            <Input name="text" defaultValue={element?.text} maxLength={TEXT_MAX_LENGTH} dir="auto" autoComplete="off" />
          </Field>
          <Field error={fieldError("consent")} hint={t("consentHint")}>
            <Label>{t("consent")}</Label>
            <Textarea name="consent" defaultValue={element?.consent} rows={2} />
          </Field>
          <Field error={fieldError("consentUntil")} hint={t("consentUntilHint")} className="self-start">
            <Label>{t("consentUntil")}</Label>
            <Input type="date" name="consentUntil" defaultValue={element?.consentUntil ?? ""} max="9999-12-31" />
          </Field>
        </fieldset>
        {uses.data && <UsedIn team={team} file={{ ...uses.data, madeFrom: null }} />}
        {formError && <Alert>{formError}</Alert>}
        {element && isDeleting ? (
          <DeleteQuestion team={team} element={element} onDeleted={() => void refresh().then(onClose)} onNo={() => setDeleting(false)} />
        ) : (
          <DialogFooter>
            {element && canTrash(user, element.author.id) && (
              <Button variant="quiet" className="mr-auto" onClick={() => setDeleting(true)}>
                <Trash2 aria-hidden="true" />
                {t("delete")}
              </Button>
            )}
            <Button onClick={onClose}>{common(mayManage ? "cancel" : "close")}</Button>
            {mayManage && (
              <Button type="submit" variant="primary" pending={pending}>
                {t(element ? "save" : "create")}
              </Button>
            )}
          </DialogFooter>
        )}
      </form>
    </Dialog>
  );
  return (
    <>
      {dialog}
      {/* Beside the form: what is typed into the search there is not for this one. */}
      {choosing && (
        <Suspense>
          <LibraryPicker
            team={team}
            place="references"
            kinds={[choosing]}
            only={choosing}
            description={t(choosing === "image" ? "pickPictures" : "pickVoice")}
            onTake={take}
            onClose={() => setChoosing(null)}
          />
        </Suspense>
      )}
    </>
  );
}

interface DeleteQuestionProps {
  team: string;
  element: ElementView;
  onDeleted: () => void;
  onNo: () => void;
}

/** It is everybody's, so it is asked first. */
function DeleteQuestion({ team, element: { id, name }, onDeleted, onNo }: DeleteQuestionProps) {
  const t = useTranslations("elements");
  const common = useTranslations("common");
  const { run, pending, error } = useAction();
  return (
    <InlineQuestion
      question={t("deleteSure", { name: `@${name}` })}
      yes={t("deleteYes")}
      no={common("cancel")}
      pending={pending}
      error={error && <Alert>{error}</Alert>}
      onYes={() => run(() => deleteElementAction(team, { id }), onDeleted)}
      onNo={onNo}
    />
  );
}
