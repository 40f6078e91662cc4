"use client";

import { AtSign, Type } from "@/components/ui/icons";
import { Suspense, useDeferredValue, useMemo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { cn } from "@/lib/shared/cn";
import { PROMPT_LIMITS } from "@/lib/models/catalog";
import { fullPrompt } from "@/lib/models/preamble";
import { findPromptFlags, withoutPromptFlags } from "@/lib/models/request";
import { DraftRequestLink } from "./draft-request-link";
import { SaveNote } from "./save-note";
import { useComposerState } from "../engine/composer-context";
import { promptSize } from "../engine/prompt-size";
import { BatchLinks } from "./batch-links";
import { quietButton } from "./quiet-button";

const FlagsLine = late(async () => (await import("./flags-line")).default);

interface PromptNotesProps {
  /** The prompt as it is read. */
  text: string;
  plain: boolean;
  onPlain: (plain: boolean) => void;
  onAsk: () => void;
  onRewrite: (prompt: string) => void;
  /** What can be put in without being typed. */
  words: ReactNode;
  /** Another tool, and what it says of the prompt. */
  tool: ReactNode;
  note: ReactNode;
}

/** Beneath the prompt: how long it is, what would be left out of it, and what can be put into it. */
export function PromptNotes({ text, plain, onPlain, onAsk, onRewrite, words, tool, note }: PromptNotesProps) {
  const t = useTranslations("composer.prompt");
  return (
    <>
      <div className="flex min-h-4 flex-wrap items-center gap-x-3 text-xs leading-4 text-quiet tabular">
        {!plain && (
          // The caret stays where it is.
          <button type="button" className={quietButton} onMouseDown={(event) => event.preventDefault()} onClick={onAsk}>
            <AtSign aria-hidden="true" />
            {t("mention")}
          </button>
        )}
        <button
          type="button"
          aria-label={t("plain")}
          title={t("plain")}
          aria-pressed={plain}
          className={cn(quietButton, plain && "text-text")}
          onClick={() => onPlain(!plain)}
        >
          <Type aria-hidden="true" />
        </button>
        {tool}
        {words}
        <PromptLength text={text} />
        {LINKS}
      </div>
      {note}
      <Flags onRewrite={onRewrite} />
    </>
  );
}

/** The same element each time: a key in the prompt leaves it alone. */
const LINKS = (
  <span className="ml-auto inline-flex items-center gap-3">
    <SaveNote />
    <BatchLinks />
    <DraftRequestLink />
  </span>
);

function PromptLength({ text }: { text: string }) {
  const t = useTranslations("composer.prompt");
  // A key does not wait for what is only told about the text.
  const told = useDeferredValue(text);
  const preamble = useComposerState((state) => state.preamble);
  const { characters, long, tooLong } = useMemo(() => promptSize(told && fullPrompt({ preamble, prompt: told })), [told, preamble]);
  return (
    <span>
      {characters > 0 && t("count", { count: characters })}
      {long && !tooLong && (
        <span className="text-uncertain">
          {" "}
          · {t("long", { han: PROMPT_LIMITS.recommendedHanCharacters, words: PROMPT_LIMITS.recommendedWords })}
        </span>
      )}
    </span>
  );
}

/** Said only where there is one; the sentence comes then. */
function Flags({ onRewrite }: Pick<PromptNotesProps, "onRewrite">) {
  const prompt = useDeferredValue(useComposerState((state) => state.prompt));
  const flags = useMemo(() => findPromptFlags(prompt), [prompt]);
  return <Suspense>{flags.length > 0 && <FlagsLine flags={flags} onRemove={() => onRewrite(withoutPromptFlags(prompt))} />}</Suspense>;
}
