"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Plus, Upload } from "@/components/ui/icons";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { captionsQuery } from "../clip-queries";
import { reach } from "@/components/data/outdated";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast-store";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { saveCaptionsAction } from "@/lib/generations/actions";
import type { CaptionsView } from "@/lib/generations/captions/schema";
import { CAPTIONS_MAX_LENGTH, formatCueTime, PROBLEM_WORDS, readCaptions } from "@/lib/generations/captions/vtt";
import type { Playback } from "../playback";
import { afterSave, keepDraft, readDraft } from "./captions-draft";

/** How long a line is shown that was added at a moment. */
const NEW_CUE_MS = 2_000;

interface CaptionsEditorProps {
  team: string;
  id: string;
  saved: CaptionsView;
  playback: Playback;
}

/** The captions as text. What was typed and not saved stays in this browser until it is. */
export function CaptionsEditor({ team, id, saved, playback }: CaptionsEditorProps) {
  const t = useTranslations("viewer.captions");
  const fields = useTranslations("fields");
  const errors = useTranslations("errors");
  const common = useTranslations("common");
  const queryClient = useQueryClient();
  // null: as it was saved.
  const [draft, setDraft] = useState(() => readDraft(id));
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const { text } = draft ?? saved;
  const isOvertaken = !isSaving && draft !== null && draft.version !== saved.version;
  useEffect(() => keepDraft(id, draft), [id, draft]);

  const type = (next: string | null): void => {
    setDraft((before) => (next === null ? null : { text: next, version: before?.version ?? saved.version }));
    setProblem(null);
  };
  const save = async (): Promise<void> => {
    const read = readCaptions(text);
    if (!Array.isArray(read)) return setProblem(fields(PROBLEM_WORDS[read.code], { line: read.line }));
    setSaving(true);
    const result = await reach(saveCaptionsAction(team, { id, text, version: saved.version }));
    setSaving(false);
    if (result?.ok) {
      queryClient.setQueryData(captionsQuery(team, id).queryKey, result.data);
      // What was typed meanwhile waits for the next save.
      setDraft((now) => afterSave(now, text, result.data.version));
      setProblem(null);
      return void toast({ title: t("saved") });
    }
    if (result?.error.code === "conflict") void queryClient.invalidateQueries({ queryKey: captionsQuery(team, id).queryKey });
    setProblem(result ? errors(result.error.code, result.error.values) : common("offline"));
  };
  const addLine = (): void => {
    playback.pause();
    const at = (playback.read().frame / playback.framesPerSecond) * 1000;
    const cue = `${formatCueTime(at)} --> ${formatCueTime(at + NEW_CUE_MS)}\n${t("newWords")}`;
    type([text.trimEnd(), cue].filter(Boolean).join("\n\n") + "\n");
  };
  const upload = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const read = chosen.size > CAPTIONS_MAX_LENGTH * 4 ? "\0" : await chosen.text();
    if (read.includes("\0") || read.length > CAPTIONS_MAX_LENGTH) return setProblem(t("unreadFile"));
    type(read);
  };
  return (
    <div className="flex flex-col gap-3">
      <Field error={problem} hint={t("hint")}>
        <Label>{t("text")}</Label>
        <Textarea
          value={text}
          rows={5}
          spellCheck={false}
          maxLength={CAPTIONS_MAX_LENGTH}
          placeholder={t("placeholder")}
          className="font-mono text-xs"
          onKeyDown={keepKeys}
          onChange={({ target }) => type(target.value)}
        />
      </Field>
      {isOvertaken && (
        <p role="alert" className="flex flex-col items-start gap-2 text-sm text-quiet">
          {t("changed")}
          <Button size="sm" onClick={() => type(null)}>
            {t("theirs")}
          </Button>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" disabled={draft === null} pending={isSaving} onClick={() => void save()}>
          {t("save")}
        </Button>
        <Button size="sm" variant="quiet" onClick={addLine}>
          <Plus aria-hidden="true" />
          {t("add")}
        </Button>
        <Button size="sm" variant="quiet" onClick={() => file.current?.click()}>
          <Upload aria-hidden="true" />
          {t("upload")}
        </Button>
        <VisuallyHidden>
          <input
            ref={file}
            type="file"
            accept=".vtt,.srt,text/vtt"
            tabIndex={-1}
            aria-label={t("upload")}
            onChange={({ target }) => {
              void upload(target.files?.[0]);
              // The same file once more is a change as well.
              target.value = "";
            }}
          />
        </VisuallyHidden>
      </div>
    </div>
  );
}

/** Letters typed here are none of the player's keys; Esc leaves the text, and not the viewer. */
function keepKeys(event: KeyboardEvent<HTMLTextAreaElement>): void {
  event.stopPropagation();
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.currentTarget.closest<HTMLElement>("dialog")?.focus();
}
