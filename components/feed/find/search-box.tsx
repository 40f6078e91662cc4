"use client";

import { Search } from "@/components/ui/icons";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { look } from "@/components/clip/find-address";
import { inputClasses } from "@/components/ui/input";
import { MOST_TYPED, parseFind, readFind } from "@/lib/generations/find/find";
import { cn } from "@/lib/shared/cn";
import { useSearchKey } from "./use-search-key";
import { useTyped } from "./use-typed";

/** Long enough for the next letter, short enough to feel at once. */
const PAUSE_MS = 250;

/** Looks for words as they are typed. On a phone it is a sign until somebody comes to it. */
export function SearchBox({ find }: { find: string }) {
  const t = useTranslations("find");
  const { q = "" } = parseFind(find);
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useTyped(q, (text) => readFind({ q: text }).q ?? "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useSearchKey(field);

  const lookFor = (text: string, afterMs: number): void => {
    setTyped(text);
    clearTimeout(timer.current);
    // What else is looked for may have changed until then.
    timer.current = setTimeout(() => look({ ...parseFind(location.search), q: text }, { isTyping: true }), afterMs);
  };
  return (
    <span className="relative flex items-center">
      <Search aria-hidden="true" className="icon pointer-events-none absolute left-2.5 text-quiet" />
      <input
        ref={field}
        type="search"
        aria-label={t("search")}
        aria-keyshortcuts="/"
        placeholder={t("search")}
        title={typed === "" ? t("searchHint") : undefined}
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
          if (event.key !== "Escape") return;
          event.stopPropagation();
          if (typed === "") event.currentTarget.blur();
          else lookFor("", 0);
        }}
        className={cn(
          inputClasses,
          "h-8 w-52 pl-8 pointer-coarse:h-11",
          typed === "" &&
            "max-sm:w-control max-sm:border-transparent max-sm:bg-transparent max-sm:pr-0 max-sm:focus:border-focus max-sm:focus:bg-surface max-sm:placeholder:text-transparent max-sm:focus:w-48 max-sm:focus:placeholder:text-quiet max-sm:pointer-coarse:w-11",
          typed !== "" && "max-sm:w-36 max-sm:focus:w-48",
        )}
      />
    </span>
  );
}
