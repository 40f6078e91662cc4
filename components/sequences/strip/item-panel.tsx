"use client";

import { ArrowLeft, ArrowRight, Trash2 } from "@/components/ui/icons";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { lettersLeftOut } from "@/lib/sequences/letters";
import { LONGEST_FADE_FRAMES, LONGEST_TITLE_SECONDS, TITLE_MAX_LENGTH } from "@/lib/sequences/limits";
import type { Item, SceneItem } from "../scenes";
import { useItemWords } from "../use-item-words";
import { TrimBar } from "./trim-bar";

interface ItemPanelProps {
  item: SceneItem;
  count: number;
  mayChange: boolean;
  /** The card whose words are to be written next. */
  added: RefObject<string | null>;
  /** @param kind changes of one kind in a row are one step back */
  onChange: (change: (item: Item) => Item, kind: string) => void;
  /** Shows a frame of this item, counted from its own first one. */
  onShow: (frame: number) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

const DEFAULT_FADE_FRAMES = 12;

/** What can be said of the chosen item: which part of it is shown, and how it goes over into the next. */
export function ItemPanel({ item, count, mayChange, added, onChange, onShow, onMove, onRemove }: ItemPanelProps) {
  const t = useTranslations("sequences");
  const words = useItemWords();
  const index = item.number - 1;
  return (
    <section aria-label={words.describe(item)} className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-1.5">
        <h2 dir="auto" className="min-w-0 flex-1 basis-40 truncate text-sm font-medium">
          {words.name(item)}
        </h2>
        {mayChange && (
          <>
            <Button variant="quiet" size="icon" aria-label={t("moveLeft")} disabled={index === 0} onClick={() => onMove(index - 1)}>
              <ArrowLeft aria-hidden="true" />
            </Button>
            <Button
              variant="quiet"
              size="icon"
              aria-label={t("moveRight")}
              disabled={index === count - 1}
              onClick={() => onMove(index + 1)}
            >
              <ArrowRight aria-hidden="true" />
            </Button>
            <Button variant="quiet" size="icon" aria-label={t("remove")} onClick={onRemove}>
              <Trash2 aria-hidden="true" />
            </Button>
          </>
        )}
      </div>
      {item.kind === "clip" && item.missing && (
        <p role="status" className="text-sm text-quiet">
          {t(`missing.${item.missing}`)}
        </p>
      )}
      {item.kind === "title" && <TitleFields key={item.id} item={item} disabled={!mayChange} added={added} onChange={onChange} />}
      {item.kind === "clip" && item.sourceFrames > 0 && (
        <TrimBar
          clipId={item.generationId}
          {...{ sourceFrames: item.sourceFrames, inFrame: item.inFrame, outFrame: Math.min(item.outFrame, item.sourceFrames) }}
          disabled={!mayChange}
          onTrim={(range, edge) => {
            onChange((one) => ({ ...one, ...range }) as Item, `trim ${item.id} ${edge}`);
            onShow(edge === "in" ? 0 : range.outFrame - range.inFrame - 1);
          }}
        />
      )}
      <div className="flex flex-wrap items-end gap-3">
        {item.kind === "clip" && item.sourceFrames > 0 && (
          <>
            <FrameField
              label={t("inFrame")}
              value={item.inFrame}
              min={0}
              max={item.outFrame - 1}
              disabled={!mayChange}
              onValue={(inFrame) => {
                onChange((one) => ({ ...one, inFrame }) as Item, `trim ${item.id} in`);
                onShow(0);
              }}
            />
            <FrameField
              label={t("outFrame")}
              value={item.outFrame}
              min={item.inFrame + 1}
              max={item.sourceFrames}
              disabled={!mayChange}
              onValue={(outFrame) => {
                onChange((one) => ({ ...one, outFrame }) as Item, `trim ${item.id} out`);
                onShow(outFrame - item.inFrame - 1);
              }}
            />
          </>
        )}
        {index < count - 1 && (
          <>
            <Field>
              <Label>{t("transition")}</Label>
              <Select
                value={item.transitionFrames > 0 ? "fade" : "cut"}
                disabled={!mayChange}
                onChange={({ target }) =>
                  onChange((one) => ({ ...one, transitionFrames: target.value === "fade" ? DEFAULT_FADE_FRAMES : 0 }), `fade ${item.id}`)
                }
              >
                <option value="cut">{t("cut")}</option>
                <option value="fade">{t("fade")}</option>
              </Select>
            </Field>
            {item.transitionFrames > 0 && (
              <FrameField
                label={t("fadeFrames")}
                value={item.transitionFrames}
                min={1}
                max={LONGEST_FADE_FRAMES}
                disabled={!mayChange}
                onValue={(transitionFrames) => onChange((one) => ({ ...one, transitionFrames }), `fade ${item.id}`)}
              />
            )}
          </>
        )}
      </div>
    </section>
  );
}

interface FrameFieldProps {
  label: string;
  value: number;
  min: number;
  max: number;
  disabled: boolean;
  onValue: (value: number) => void;
}

/** Whole frames. What is not in range while it is typed waits, and becomes the nearest that is when the field is left. */
function FrameField({ label, value, min, max, disabled, onValue }: FrameFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field>
      <Label>{label}</Label>
      <Input
        type="number"
        inputMode="numeric"
        {...{ min, max, step: 1, disabled }}
        value={typed ?? value}
        onChange={({ target }) => {
          setTyped(target.value);
          const next = Number(target.value);
          if (target.value !== "" && Number.isInteger(next) && next >= min && next <= max) onValue(next);
        }}
        onBlur={({ target }) => {
          const next = Math.round(Number(target.value));
          if (target.value !== "" && Number.isFinite(next)) onValue(Math.min(max, Math.max(min, next)));
          setTyped(null);
        }}
        className="w-24 font-mono tabular"
      />
    </Field>
  );
}

type TitleFieldsProps = { item: SceneItem & { kind: "title" }; disabled: boolean } & Pick<ItemPanelProps, "added" | "onChange">;

function TitleFields({ item, disabled, added, onChange }: TitleFieldsProps) {
  const t = useTranslations("sequences");
  const [text, setText] = useState(item.title);
  const [isTyping, setTyping] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (added.current !== item.id) return;
    added.current = null;
    field.current?.focus();
    // What it says by itself is written over.
    field.current?.select();
  }, [added, item.id]);
  const leftOut = lettersLeftOut(isTyping ? text : item.title);
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Field
        className="min-w-0 flex-1 basis-64"
        error={text.trim() === "" ? t("titleEmpty") : undefined}
        hint={leftOut.length > 0 ? t("titleLeftOut", { letters: leftOut.join(" ") }) : undefined}
      >
        <Label>{t("titleText")}</Label>
        <Textarea
          dir="auto"
          rows={2}
          ref={field}
          value={isTyping ? text : item.title}
          maxLength={TITLE_MAX_LENGTH}
          disabled={disabled}
          onFocus={() => {
            setText(item.title);
            setTyping(true);
          }}
          onBlur={() => {
            setTyping(false);
            setText(item.title);
          }}
          onChange={({ target }) => {
            setText(target.value);
            // An empty card says nothing: the last words stay until there are others.
            if (target.value.trim() !== "") onChange((one) => ({ ...one, title: target.value.trim() }) as Item, `title ${item.id}`);
          }}
        />
      </Field>
      <FrameField
        label={t("titleSeconds")}
        value={Math.round(item.outFrame / FRAMES_PER_SECOND)}
        min={1}
        max={LONGEST_TITLE_SECONDS}
        disabled={disabled}
        onValue={(seconds) => onChange((one) => ({ ...one, outFrame: seconds * FRAMES_PER_SECOND }) as Item, `seconds ${item.id}`)}
      />
    </div>
  );
}
