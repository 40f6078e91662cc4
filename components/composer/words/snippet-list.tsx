"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Plus, Trash2 } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { fetchJson } from "@/components/data/fetch-json";
import { useAction } from "@/components/data/use-action";
import { useFormAction } from "@/components/data/use-form-action";
import { InlineQuestion } from "@/components/dialogs/inline-question";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { deleteSnippetAction, renameSnippetAction } from "@/lib/generations/prompts/actions";
import type { SnippetView } from "@/lib/generations/prompts/view";
import { paths } from "@/lib/shared/paths";
import { rowClasses, WordsList } from "./words-list";

export const snippetsKey = (team: string) => ["snippets", team] as const;

interface SnippetListProps {
  team: string;
  onChoose: (text: string) => void;
  onSave: () => void;
}

/** Words that the team keeps. */
export function SnippetList({ team, onChoose, onSave }: SnippetListProps) {
  const t = useTranslations("words");
  const [words, setWords] = useState("");
  const { data, error } = useQuery({
    queryKey: snippetsKey(team),
    queryFn: ({ signal }) => fetchJson<SnippetView[]>(paths.api.snippets(team), signal),
    staleTime: 0,
  });
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  const shown = data?.filter(({ name, text }) => wanted.every((word) => `${name}\n${text}`.toLowerCase().includes(word)));
  return (
    <WordsList
      label={t("filter.snippets")}
      words={words}
      onWords={setWords}
      count={error ? 0 : (shown?.length ?? null)}
      empty={error ? t("unreachable") : t(wanted.length === 0 ? "noSnippets" : "noSnippetMatch")}
      tools={
        <Button size="sm" onClick={onSave}>
          <Plus aria-hidden="true" />
          {t("save.button")}
        </Button>
      }
    >
      {shown?.map((snippet) => (
        <SnippetRow key={snippet.id} team={team} snippet={snippet} onChoose={onChoose} />
      ))}
    </WordsList>
  );
}

function SnippetRow({ team, snippet, onChoose }: { team: string; snippet: SnippetView; onChoose: (text: string) => void }) {
  const t = useTranslations("words");
  const [doing, setDoing] = useState<"rename" | "delete" | null>(null);
  const { id, name, text, author, canChange } = snippet;
  return (
    <li className="flex flex-col">
      <div className="flex items-start gap-1">
        <button type="button" data-row aria-label={t("insert", { name })} className={rowClasses} onClick={() => onChoose(text)}>
          <span className="flex min-w-0 items-baseline gap-2">
            <bdi className="truncate text-sm font-medium text-text">{name}</bdi>
            <bdi className="shrink-0 text-xs text-quiet">{author}</bdi>
          </span>
          <span dir="auto" className="line-clamp-2 text-sm text-quiet [overflow-wrap:anywhere]">
            {text}
          </span>
        </button>
        {canChange && (
          <span className="flex shrink-0 py-1">
            <IconButton label={t("rename", { name })} onClick={() => setDoing(doing === "rename" ? null : "rename")}>
              <Pencil aria-hidden="true" />
            </IconButton>
            <IconButton label={t("delete", { name })} onClick={() => setDoing(doing === "delete" ? null : "delete")}>
              <Trash2 aria-hidden="true" />
            </IconButton>
          </span>
        )}
      </div>
      {doing === "rename" && <RenameForm team={team} id={id} name={name} onDone={() => setDoing(null)} />}
      {doing === "delete" && <DeleteLine team={team} id={id} name={name} onDone={() => setDoing(null)} />}
    </li>
  );
}

interface ChangeProps {
  team: string;
  id: string;
  name: string;
  onDone: () => void;
}

function RenameForm({ team, id, name, onDone }: ChangeProps) {
  const t = useTranslations("words");
  const common = useTranslations("common");
  const client = useQueryClient();
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => renameSnippetAction(team, { id, name: String(data.get("name") ?? "") }),
    onDone: async () => {
      await client.invalidateQueries({ queryKey: snippetsKey(team) });
      onDone();
    },
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-2 px-2 pb-3">
      <Field error={fieldError("name")}>
        <Label className="sr-only">{t("newName")}</Label>
        <Input name="name" defaultValue={name} autoFocus autoComplete="off" maxLength={200} onFocus={(event) => event.target.select()} />
      </Field>
      {formError && <Alert>{formError}</Alert>}
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" pending={pending}>
          {t("saveName")}
        </Button>
        <Button size="sm" onClick={onDone}>
          {common("cancel")}
        </Button>
      </div>
    </form>
  );
}

/** It is everybody's, so it is asked first. */
function DeleteLine({ team, id, name, onDone }: ChangeProps) {
  const t = useTranslations("words");
  const client = useQueryClient();
  const { run, pending, error } = useAction();
  return (
    <InlineQuestion
      question={t("deleteSure", { name })}
      yes={t("deleteYes")}
      no={t("deleteNo")}
      pending={pending}
      error={error && <Alert>{error}</Alert>}
      onYes={() =>
        run(
          () => deleteSnippetAction(team, { id }),
          () => void client.invalidateQueries({ queryKey: snippetsKey(team) }),
        )
      }
      onNo={onDone}
    />
  );
}
