"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useErrorWords } from "@/components/data/use-error-words";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import type { CardView } from "@/lib/generations/view";
import type { ActionError } from "@/lib/shared/result";
import { paths } from "@/lib/shared/paths";
import type { CandidatesView } from "@/lib/generations/searching/tray/view";
import { fetchJson } from "@/components/data/fetch-json";
import { CandidateChoice } from "./candidate-choice";
import { onItsOwn } from "./on-its-own";

interface LinkTaskDialogProps {
  view: CardView;
  team: string;
  onLink: (view: CardView, taskId: string) => Promise<ActionError | "offline" | null>;
  onClose: () => void;
}

/** As the server reads it. */
const TASK_ID = /^[A-Za-z0-9_-]{1,200}$/;
/** Our copies arrive while somebody looks. */
const LOOK_AGAIN_MS = 3_000;

const candidatesQuery = (team: string, id: string) =>
  queryOptions({
    queryKey: ["candidates", team, id],
    queryFn: ({ signal }) => fetchJson<CandidatesView>(paths.api.generationCandidates(team, id), signal),
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.candidates.some((one) => one.isComing) ? LOOK_AGAIN_MS : false),
  });

const OTHER = "";

/** "It is there": one of the tasks that the list shows, seen before it is chosen, or one whose id is known from elsewhere. */
export default function LinkTaskDialog({ view, team, onLink, onClose }: LinkTaskDialogProps) {
  const t = useTranslations("uncertain.linkDialog");
  const common = useTranslations("common");
  const words = useErrorWords();
  const group = useId();
  const { data, error: unread } = useQuery(candidatesQuery(team, view.id));
  const candidates = data?.candidates ?? [];
  const [choice, setChoice] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<{ field?: string | undefined; form?: string | undefined }>({});
  const [isPending, setPending] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hasList = candidates.length > 0;
  const isOther = !hasList || choice === OTHER;

  const refuseField = (reason: string): void => {
    setError({ field: reason });
    input.current?.focus();
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isPending) return;
    const taskId = isOther ? typed.trim() : choice;
    if (taskId === null) return setError({ form: t("choose") });
    if (!TASK_ID.test(taskId)) return refuseField(t("invalid"));
    setError({});
    setPending(true);
    const refusal = await onLink(view, taskId);
    setPending(false);
    if (refusal === null) return onClose();
    if (refusal === "offline") return setError({ form: words.offline() });
    const field = words.field(refusal, "taskId");
    if (field && isOther) return refuseField(field);
    setError({ form: field ?? words.form(refusal) });
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      {...onItsOwn(onClose)}
      title={t("title")}
      description={t("body")}
      className={hasList ? "md:w-[min(44rem,calc(100vw-2rem))]" : ""}
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        {!data && !unread && (
          <p role="status" className="flex items-center gap-2 text-sm text-quiet">
            <Spinner /> {t("loading")}
          </p>
        )}
        {data && !hasList && <p className="text-sm text-pretty text-text">{t("none")}</p>}
        {hasList && (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-2 text-sm font-medium text-text">{t("candidates")}</legend>
            {candidates.map((candidate) => (
              <CandidateChoice
                key={candidate.taskId}
                candidate={candidate}
                team={team}
                name={group}
                isChosen={choice === candidate.taskId}
                onChoose={() => setChoice(candidate.taskId)}
              />
            ))}
            <label className="flex min-h-control items-center gap-3 rounded-md border border-line px-3 py-2 text-sm text-text has-checked:border-tungsten pointer-coarse:min-h-11">
              <input
                type="radio"
                name={group}
                checked={choice === OTHER}
                onChange={() => setChoice(OTHER)}
                className="size-4 accent-tungsten"
              />
              {t("other")}
            </label>
          </fieldset>
        )}
        {isOther && (data ?? unread) && (
          <Field error={error.field} hint={t("taskIdHint")}>
            <Label>{t("taskId")}</Label>
            <Input
              ref={input}
              name="taskId"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
        )}
        {error.form && <Alert>{error.form}</Alert>}
        <DialogFooter>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" pending={isPending}>
            {t("confirm")}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
