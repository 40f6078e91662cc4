"use client";

import {
  Suspense,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { useComposer, useComposerState, useEngine, useShownProblems } from "../engine/composer-context";
import { SlotProblems } from "../files/slot-problems";
import { MentionBox } from "./mention-box";
import { usePlainPrompt } from "./plain-prompt";
import { PromptNotes } from "./prompt-notes";
import { RemoveMentions } from "./remove-mentions";
import { usePromptEditor } from "./use-prompt-editor";
import { PromptWords } from "../words/prompt-words";
import type { WordsPanel, WordsTarget } from "../words/words-target";

// Only projects with words of their own have it.
const PreambleLine = late(async () => (await import("../words/preamble-line")).default);

/** Grows with what is typed from `--prompt-least` to `--prompt-most`, which the place around it says; then it scrolls. What is mentioned stands on a chip. */
export function PromptBox({ tool, note }: { tool: ReactNode; note: ReactNode }) {
  const t = useTranslations("composer.prompt");
  const id = useId();
  const engine = useEngine();
  const [plain, setPlain] = usePlainPrompt();
  const prompt = useComposerState((state) => state.prompt);
  const hasPreamble = useComposer((snapshot) => snapshot.preamble !== "" || snapshot.state.preamble !== "");
  const onPrompt = (next: string) => engine.dispatch({ type: "set", settings: { prompt: next } });
  const editor = usePromptEditor({ prompt, onPrompt, onReplaced: engine.tellOfReplaced, asks: !plain });
  const invalid = useShownProblems("prompt").length > 0;
  const [panel, setPanel] = useState<WordsPanel | null>(null);
  const target = useRef<WordsTarget>(null);
  useImperativeHandle(target, () => ({ selected: editor.selectedText, insert: editor.insert, replace: editor.replace }));
  // The same element each time: a key in the prompt leaves it alone.
  const words = useMemo(() => <PromptWords panel={panel} onPanel={setPanel} target={target} />, [panel]);

  // What is clicked to be mentioned goes where the caret of this box is.
  const onWish = useEffectEvent(editor.mention);
  useEffect(() => engine.onMention((wished) => onWish(wished)), [engine]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "ArrowUp" || editor.shown.text !== "" || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    setPanel("history");
  }

  return (
    <div className="min-w-0 in-data-crowded:contents">
      {hasPreamble && (
        <Suspense fallback={<div className="h-6" />}>
          <PreambleLine onPanel={setPanel} />
        </Suspense>
      )}
      <MentionBox
        editor={editor}
        plain={plain}
        data-problem-slot="prompt"
        aria-label={t("label")}
        aria-describedby={`${id}-notes`}
        aria-invalid={invalid || undefined}
        placeholder={t("placeholder")}
        rows={3}
        onKeyDown={onKeyDown}
        frameClassName="max-h-(--prompt-most) overflow-y-auto in-data-[stance=rest]:overflow-hidden overscroll-contain in-data-crowded:sticky in-data-crowded:inset-y-0 in-data-crowded:z-10 in-data-crowded:bg-surface"
        className="min-h-(--prompt-least) px-1 text-lg leading-6"
      />
      <div id={`${id}-notes`} className="flex flex-col gap-1 px-1 in-data-[stance=rest]:hidden">
        <PromptNotes
          text={editor.shown.text}
          plain={plain}
          onPlain={setPlain}
          onAsk={editor.ask}
          onRewrite={editor.rewrite}
          {...{ words, tool, note }}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 [&:not(:has(>:not(:empty)))]:hidden">
          <SlotProblems slot="prompt" id={`${id}-problems`} />
          <RemoveMentions onRemove={editor.remove} />
        </div>
      </div>
    </div>
  );
}
