"use client";

import { Search } from "@/components/ui/icons";
import { useEffect, useRef } from "react";
import { inputClasses } from "@/components/ui/input-classes";
import { MOST_TYPED } from "@/lib/generations/find/find";
import { lineOf } from "@/lib/shared/parts";
import { cn } from "@/lib/shared/cn";
import { useSearchKey } from "./use-search-key";
import { useTyped } from "./use-typed";

/** Long enough for the next letter, short enough to feel at once. */
const PAUSE_MS = 250;
const readTyped = lineOf(MOST_TYPED);

interface SearchFieldProps {
  label: string;
  /** What is looked through. */
  hint?: string;
  /** What is looked for now, "" for nothing. */
  q: string;
  onLook: (text: string) => void;
  /** On a phone it is a sign until somebody comes to it. */
  folds?: boolean;
  className?: string;
}

/** Looks for words as they are typed. */
export function SearchField({ label, hint, q, onLook, folds = false, className }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useTyped(q, (text) => readTyped(text) ?? "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useSearchKey(field);

  const lookFor = (text: string, afterMs: number): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onLook(text), afterMs);
  };
  return (
    <span className={cn("relative flex items-center", className)}>
      <Search aria-hidden="true" className="icon pointer-events-none absolute left-2.5 text-quiet" />
      <input
        ref={field}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        title={typed === "" ? hint : undefined}
        dir="auto"
        autoComplete="off"
        enterKeyHint="search"
        maxLength={MOST_TYPED}
        value={typed}
        // While an input method composes, what stands there is not what is meant.
        onChange={({ target, nativeEvent }) =>
          (nativeEvent as InputEvent).isComposing ? setTyped(target.value) : lookFor(target.value, PAUSE_MS)
        }
        onCompositionEnd={({ currentTarget }) => lookFor(currentTarget.value, PAUSE_MS)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") lookFor(typed, 0);
          if (event.key !== "Escape" || (typed === "" && event.currentTarget.closest("dialog"))) return;
          event.stopPropagation();
          event.preventDefault();
          if (typed === "") event.currentTarget.blur();
          else lookFor("", 0);
        }}
        className={cn(
          inputClasses,
          "h-8 pl-8 pointer-coarse:h-11",
          folds && "w-52",
          folds &&
            typed === "" &&
            "max-sm:w-control max-sm:border-transparent max-sm:bg-transparent max-sm:pr-0 max-sm:focus:border-focus max-sm:focus:bg-surface max-sm:placeholder:text-transparent max-sm:focus:w-48 max-sm:focus:placeholder:text-quiet max-sm:pointer-coarse:w-11",
          folds && typed !== "" && "max-sm:w-36 max-sm:focus:w-48",
        )}
      />
    </span>
  );
}
