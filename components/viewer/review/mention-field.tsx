"use client";

import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Textarea } from "@/components/ui/textarea";
import { askedName, membersLike } from "@/lib/generations/review/mentions";
import type { PersonView } from "@/lib/generations/review/view";
import { cn } from "@/lib/shared/cn";

interface MentionFieldProps {
  ref?: Ref<HTMLTextAreaElement>;
  value: string;
  members: readonly PersonView[];
  onText: (text: string) => void;
  /** The text with the picked name in it. */
  onNamed: (text: string, person: PersonView) => void;
  onSubmit: () => void;
  onCancel: () => void;
  placeholder?: string;
}

/** More than that is found by typing on. */
const MOST_SHOWN = 6;

/** Words of several lines, in which an `@` offers the people of the team. */
export function MentionField({ ref, value, members, onText, onNamed, onSubmit, onCancel, placeholder }: MentionFieldProps) {
  const t = useTranslations("review");
  const box = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => box.current!);
  const list = useId();
  const [asked, setAsked] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const offered = asked === null ? [] : membersLike(members, asked).slice(0, MOST_SHOWN);
  const active = offered[Math.min(at, offered.length - 1)];

  const readAsked = (): void => {
    const { current } = box;
    const name =
      current && current.selectionStart === current.selectionEnd ? askedName(current.value.slice(0, current.selectionStart)) : null;
    setAsked(name);
    if (name !== asked) setAt(0);
  };
  const pick = (person: PersonView): void => {
    const { current } = box;
    if (!current || asked === null) return;
    const begin = current.selectionStart - asked.length;
    const before = `${value.slice(0, begin)}${person.name} `;
    onNamed(before + value.slice(current.selectionStart), person);
    setAsked(null);
    // After the words are there.
    requestAnimationFrame(() => current.setSelectionRange(before.length, before.length));
  };

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // The keys of an input method choose its own words.
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    const isModified = event.ctrlKey || event.metaKey;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    if (active && key in steps) setAt((Math.min(at, offered.length - 1) + steps[key]! + offered.length) % offered.length);
    else if (active && !isModified && !event.shiftKey && (key === "Enter" || key === "Tab")) pick(active);
    else if (active && key === "Escape") setAsked(null);
    else if (key === "Escape") onCancel();
    else if (key === "Enter" && isModified && !event.repeat) onSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      <Textarea
        ref={box}
        value={value}
        rows={3}
        autoFocus
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-controls={active ? list : undefined}
        aria-activedescendant={active ? `${list}-${active.id}` : undefined}
        onChange={(event) => {
          onText(event.target.value);
          readAsked();
        }}
        onSelect={readAsked}
        onBlur={() => setAsked(null)}
        onKeyDown={onKeyDown}
      />
      <p role="status" className="sr-only">
        {asked !== null && t("people", { count: offered.length })}
      </p>
      {active && (
        <div id={list} role="listbox" aria-label={t("mention")} className="rounded-md border border-line bg-overlay p-1">
          {offered.map((person, index) => (
            <div
              key={person.id}
              id={`${list}-${person.id}`}
              role="option"
              aria-selected={person === active}
              className={cn(
                "flex min-h-8 items-center truncate rounded-md px-2 text-sm pointer-coarse:min-h-11",
                person === active && "bg-raised",
              )}
              onPointerMove={() => setAt(index)}
              // The caret stays where it is.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(person)}
            >
              <bdi className="truncate">{person.name}</bdi>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
