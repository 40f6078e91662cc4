"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useLookAgain } from "@/components/assets/use-file-states";
import { useAction } from "@/components/data/use-action";
import { useErrorWords } from "@/components/data/use-error-words";
import { useFormAction } from "@/components/data/use-form-action";
import { InlineQuestion } from "@/components/dialogs/inline-question";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Trash2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { findPeopleAction, linkPersonAction, removePersonAction, verifyPersonAction } from "@/lib/assets/actions";
import type { PersonLink, PersonView } from "@/lib/assets/people/view";

interface PersonDialogProps {
  team: string;
  file: { id: string; name: string };
  onClose: () => void;
}

const keyOf = (team: string) => ["people", team] as const;

/** Who is in a picture: somebody who was verified before, or who is sent a link to do it. */
export default function PersonDialog({ team, file, onClose }: PersonDialogProps) {
  const t = useTranslations("files.people");
  const words = useErrorWords();
  const { data } = useQuery({ queryKey: keyOf(team), queryFn: () => findPeopleAction(team, {}) });
  const [link, setLink] = useState<PersonLink | null>(null);
  const people = data?.ok ? data.data : [];
  const verified = people.filter(({ isVerified }) => isVerified);
  const waiting = people.find(({ isVerified }) => !isVerified);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={t("title", { name: file.name })} description={t("description")}>
      <div className="flex flex-col gap-5">
        {data && !data.ok && <Alert>{words.form(data.error)}</Alert>}
        {verified.length > 0 && <Verified team={team} fileId={file.id} people={verified} onClose={onClose} />}
        <AskLink team={team} onLink={setLink} />
        {link && <Link link={link} />}
        {waiting && <Waiting team={team} person={waiting} />}
      </div>
    </Dialog>
  );
}

function Verified({ team, fileId, people, onClose }: { team: string; fileId: string; people: readonly PersonView[]; onClose: () => void }) {
  const t = useTranslations("files.people");
  const { run, pending, error } = useAction();
  const [removing, setRemoving] = useState<PersonView | null>(null);
  const lookAgain = useLookAgain(team);
  const onDone = () => {
    lookAgain();
    onClose();
  };
  return (
    <section aria-label={t("known")} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{t("known")}</h3>
      <ul className="flex flex-wrap gap-2">
        {people.map(({ id, name }) => (
          <li key={id} className="flex items-center gap-1">
            <Button
              size="sm"
              variant="secondary"
              disabled={pending}
              onClick={() => run(() => linkPersonAction(team, { id: fileId, personId: id }), onDone)}
            >
              {t("use", { person: name })}
            </Button>
            <IconButton size="sm" label={t("remove", { person: name })} onClick={() => setRemoving({ id, name, isVerified: true })}>
              <Trash2 aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {error && <Alert>{error}</Alert>}
      {removing && <RemoveQuestion key={removing.id} team={team} person={removing} onEnd={() => setRemoving(null)} />}
    </section>
  );
}

/** It takes effect at the provider, so it is asked first. */
function RemoveQuestion({ team, person: { id, name }, onEnd }: { team: string; person: PersonView; onEnd: () => void }) {
  const t = useTranslations("files.people");
  const common = useTranslations("common");
  const client = useQueryClient();
  const { run, pending, error } = useAction();
  const lookAgain = useLookAgain(team);
  const onRemoved = () => {
    lookAgain();
    toast({ title: t("removed", { person: name }) });
    void client.invalidateQueries({ queryKey: keyOf(team) });
    onEnd();
  };
  return (
    <InlineQuestion
      question={t("removeSure", { person: name })}
      yes={t("removeYes")}
      no={common("cancel")}
      pending={pending}
      error={error && <Alert>{error}</Alert>}
      onYes={() => run(() => removePersonAction(team, { id }), onRemoved)}
      onNo={onEnd}
    />
  );
}

function AskLink({ team, onLink }: { team: string; onLink: (link: PersonLink) => void }) {
  const t = useTranslations("files.people");
  const client = useQueryClient();
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => verifyPersonAction(team, { name: String(data.get("name") ?? "") }),
    onDone: async (link) => {
      onLink(link);
      await client.invalidateQueries({ queryKey: keyOf(team) });
    },
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-2">
      <Field error={fieldError("name")} hint={t("hint")}>
        <Label>{t("name")}</Label>
        <Input name="name" autoComplete="off" maxLength={200} />
      </Field>
      {formError && <Alert>{formError}</Alert>}
      <Button type="submit" pending={pending} className="self-start">
        {t("ask")}
      </Button>
    </form>
  );
}

/** Shown once. Whose page it leads to is read before it is opened. */
function Link({ link: { url, host, minutes } }: { link: PersonLink }) {
  const t = useTranslations("files.people");
  return (
    <div className="flex flex-col gap-2">
      <CopyField label={t("link")} value={url} />
      <a
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        className={buttonVariants({ size: "sm", variant: "secondary", className: "self-start" })}
      >
        {t("open", { host })}
      </a>
      <p className="text-xs text-pretty text-quiet">{t("personal", { minutes })}</p>
    </div>
  );
}

function Waiting({ team, person }: { team: string; person: PersonView }) {
  const t = useTranslations("files.people");
  const client = useQueryClient();
  const { run, pending, error } = useAction();
  const [isNobody, setNobody] = useState(false);
  const look = () =>
    run(
      () => findPeopleAction(team, {}),
      (people) => {
        client.setQueryData(keyOf(team), { ok: true, data: people });
        setNobody(people.some(({ id, isVerified }) => id === person.id && !isVerified));
      },
    );
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm">{t("waiting", { person: person.name })}</p>
      <Button pending={pending} className="self-start" onClick={look}>
        {t("check")}
      </Button>
      <p role="status" className="text-xs text-quiet empty:hidden">
        {isNobody && t("notYet")}
      </p>
      {error && <Alert>{error}</Alert>}
    </div>
  );
}
