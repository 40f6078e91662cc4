"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { clipQuery } from "@/components/clip/query-options";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { setNoteAction } from "@/lib/generations/actions";
import { NOTE_MAX_LENGTH } from "@/lib/generations/marks/limits";

interface NoteProps {
  team: string;
  id: string;
  note: string;
  mayEdit: boolean;
}

/** What the team wants to remember of a clip. */
export function Note({ team, id, note, mayEdit }: NoteProps) {
  const t = useTranslations("viewer.note");
  const common = useTranslations("common");
  const queryClient = useQueryClient();
  const { run, pending, error } = useAction();
  // null: as it is kept.
  const [draft, setDraft] = useState<{ text: string; before: string } | null>(null);
  if (!mayEdit && note === "") return null;
  if (!mayEdit)
    return (
      <section className="flex flex-col gap-2">
        <h2 className="text-xs font-medium text-quiet">{t("title")}</h2>
        <p dir="auto" className="text-sm whitespace-pre-wrap text-text select-text [overflow-wrap:anywhere]">
          {note}
        </p>
      </section>
    );
  const { queryKey } = clipQuery(team, id);
  const save = (text: string, before: string): void =>
    run(
      () => setNoteAction(team, { id, note: text, before }),
      (saved) => {
        queryClient.setQueryData(queryKey, (clip) => clip && { ...clip, note: saved.note });
        setDraft(null);
      },
    );
  const isOvertaken = draft !== null && !pending && draft.before !== note;
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        // Whoever has read what it says by now may write over it.
        if (draft) save(draft.text, isOvertaken ? note : draft.before);
      }}
    >
      <h2 className="text-xs font-medium text-quiet">{t("title")}</h2>
      <Textarea
        aria-label={t("title")}
        value={draft?.text ?? note}
        rows={2}
        maxLength={NOTE_MAX_LENGTH}
        placeholder={t("placeholder")}
        onChange={({ target }) => setDraft((was) => ({ text: target.value, before: was?.before ?? note }))}
      />
      {error && <Alert>{error}</Alert>}
      {isOvertaken && (
        <p role="alert" className="text-sm whitespace-pre-wrap text-quiet [overflow-wrap:anywhere]">
          {t("changed", { note })}
        </p>
      )}
      {draft && (
        <div className="flex gap-2">
          <Button type="submit" size="sm" pending={pending}>
            {common("save")}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => setDraft(null)}>
            {common("cancel")}
          </Button>
        </div>
      )}
    </form>
  );
}
