"use client";

import { ChevronDown, ChevronUp, Trash2 } from "@/components/ui/icons";
import { memo, useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { MentionStyle } from "@/lib/models/mention-tokens";
import { isFilled, type Shot } from "@/lib/recipes/shots/shot";
import { FIELD_OF, withTemplate } from "@/lib/recipes/shots/templates";
import { tableLanguageOf } from "@/lib/recipes/table/columns";
import { ShotField } from "./shot-field";
import { ShotTemplates } from "./shot-templates";

interface ShotRowProps {
  shot: Shot;
  /** Counted from 1. */
  number: number;
  count: number;
  language: MentionStyle;
  /** What stands against its length. */
  problem: string | undefined;
  onChange: (id: string, part: Partial<Shot>) => void;
  onMove: (id: string, by: -1 | 1) => void;
  onRemove: (id: string) => void;
  onSay: (text: string) => void;
}

/** One shot: what happens, how the camera sees it, what is said, and how long it takes. */
export const ShotRow = memo(function ShotRow(props: ShotRowProps) {
  const { shot, number, count, language, problem, onChange, onMove, onRemove, onSay } = props;
  const t = useTranslations("shots");
  const locale = tableLanguageOf(useLocale());
  const id = useId();
  const { id: shotId } = shot;
  return (
    <div
      role="group"
      aria-labelledby={`${id}-name`}
      data-shot={shotId}
      className="grid gap-x-3 gap-y-2 rounded-lg border border-line p-3 pt-1.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_5.5rem]"
    >
      <div className="col-span-full flex items-center">
        <h3 id={`${id}-name`} className="mr-auto text-sm font-medium tabular">
          {t("shot", { number })}
        </h3>
        <div className="-mr-1.5 flex">
          <ShotTemplates
            label={t("templates.row", { number })}
            onChoose={({ kind, text, label }) => {
              const field = FIELD_OF[kind];
              onChange(shotId, { [field]: withTemplate(shot[field], text[language], language) });
              onSay(t("inserted", { name: label[locale] }));
            }}
          />
          <Button
            variant="quiet"
            size="icon"
            aria-label={t("up", { number })}
            aria-disabled={number === 1 || undefined}
            data-move="-1"
            onClick={() => onMove(shotId, -1)}
          >
            <ChevronUp aria-hidden="true" />
          </Button>
          <Button
            variant="quiet"
            size="icon"
            aria-label={t("down", { number })}
            aria-disabled={number === count || undefined}
            data-move="1"
            onClick={() => onMove(shotId, 1)}
          >
            <ChevronDown aria-hidden="true" />
          </Button>
          <Button variant="quiet" size="icon" aria-label={t("remove", { number })} onClick={() => onRemove(shotId)}>
            <Trash2 aria-hidden="true" />
          </Button>
        </div>
      </div>
      <ShotField
        label={t("action")}
        placeholder={t("actionHint")}
        value={shot.action}
        onChange={(action) => onChange(shotId, { action })}
        className="col-span-full"
      />
      <ShotField
        label={t("camera")}
        placeholder={t("cameraHint")}
        value={shot.camera}
        onChange={(camera) => onChange(shotId, { camera })}
      />
      <ShotField
        label={t("dialogue")}
        placeholder={t("dialogueHint")}
        value={shot.dialogue}
        onChange={(dialogue) => onChange(shotId, { dialogue })}
      />
      <label className="flex min-w-0 flex-col gap-1 max-sm:w-28">
        <span className="text-xs text-quiet">{t("length")}</span>
        <Input
          value={shot.seconds}
          placeholder={t("lengthHint")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={100}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          className="h-8.5 tabular pointer-coarse:h-11"
          onChange={(event) => onChange(shotId, { seconds: event.target.value })}
        />
      </label>
      {problem !== undefined && (
        <p id={`${id}-problem`} className="text-xs text-failed col-span-full">
          {problem}
        </p>
      )}
      {count > 1 && !isFilled(shot) && <p className="text-xs text-quiet col-span-full">{t("emptyRow")}</p>}
    </div>
  );
});
