"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";
import { PROMPT_LIMITS } from "@/lib/models/catalog";
import { findPromptFlags, withoutPromptFlags } from "@/lib/models/request";
import { useComposerState, useEngine, useShownProblems } from "../engine/composer-context";
import { DraftRequestLink } from "@/components/clip/what-will-be-sent/draft-request-link";
import { promptSize } from "./prompt-size";
import { SaveNote } from "./save-note";
import { SlotProblems } from "../files/slot-problems";

/** Three to twelve lines, growing with what is typed; then it scrolls. */
export function PromptBox() {
  const t = useTranslations("composer.prompt");
  const id = useId();
  const engine = useEngine();
  const prompt = useComposerState((state) => state.prompt);
  const invalid = useShownProblems("prompt").length > 0;
  const setPrompt = (text: string) => engine.dispatch({ type: "set", settings: { prompt: text } });
  const frame = "col-start-1 row-start-1 min-h-[4.5rem] w-full px-1 text-lg leading-6 whitespace-pre-wrap break-words";
  return (
    <div className="min-w-0">
      {/* The twin beneath holds the same text, so that the box is as tall as what is in it, in every browser. */}
      <div className="grid max-h-[min(18rem,22dvh)] overflow-y-auto overscroll-contain">
        <div aria-hidden="true" className={cn(frame, "invisible")}>
          {`${prompt} `}
        </div>
        <textarea
          data-problem-slot="prompt"
          aria-label={t("label")}
          aria-describedby={`${id}-notes`}
          aria-invalid={invalid || undefined}
          placeholder={t("placeholder")}
          dir="auto"
          rows={3}
          value={prompt}
          onChange={(event) => setPrompt(event.target.value)}
          className={cn(frame, "resize-none overflow-hidden rounded-md bg-transparent text-text outline-none placeholder:text-quiet")}
        />
      </div>
      <div id={`${id}-notes`} className="flex flex-col gap-1 px-1">
        <PromptNotes prompt={prompt} onChange={setPrompt} />
        <SlotProblems slot="prompt" id={`${id}-problems`} />
      </div>
    </div>
  );
}

function PromptNotes({ prompt, onChange }: { prompt: string; onChange: (text: string) => void }) {
  const t = useTranslations("composer.prompt");
  const { characters, long, tooLong } = promptSize(prompt);
  const flags = findPromptFlags(prompt);
  return (
    <>
      <p className="flex min-h-4 flex-wrap items-center justify-between gap-x-3 text-xs leading-4 text-quiet tabular">
        <span>
          {characters > 0 && t("count", { count: characters })}
          {long && !tooLong && (
            <span className="text-uncertain">
              {" "}
              · {t("long", { han: PROMPT_LIMITS.recommendedHanCharacters, words: PROMPT_LIMITS.recommendedWords })}
            </span>
          )}
        </span>
        <span className="ml-auto inline-flex items-center gap-3">
          <SaveNote />
          <DraftRequestLink />
        </span>
      </p>
      {flags.length > 0 && (
        <p role="status" className="text-xs text-uncertain">
          {t("flags", { count: flags.length, flags: flags.join(" ") })}{" "}
          <button
            type="button"
            className="min-h-6 font-medium text-text underline underline-offset-2"
            onClick={() => onChange(withoutPromptFlags(prompt))}
          >
            {t("removeFlags")}
          </button>
        </p>
      )}
    </>
  );
}
