"use client";

import { useDeferredValue, useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { findMentions } from "@/lib/models/mentions";
import { isVisible } from "@/lib/shared/visible";
import { useComposerState } from "../engine/composer-context";
import { compiledPrompt, mentionables } from "../engine/follow-mentions";

/** Files that go along and that the prompt says nothing about: quietly, because some are meant so. */
export function UnmentionedNote() {
  const t = useTranslations("composer.prompt");
  const number = useTranslations("composer.references.number");
  const format = useFormatter();
  // A key does not wait for what is only told about the text.
  const prompt = useDeferredValue(useComposerState(compiledPrompt));
  const mode = useComposerState((state) => state.mode);
  const inputs = useComposerState((state) => state.inputs);
  const silent = useMemo(() => {
    if (mode !== "references" || !isVisible(prompt)) return [];
    const sent = mentionables({ mode, inputs });
    const found = findMentions(
      prompt,
      sent.map(({ kind }) => kind),
    );
    const silent = found.references.map((reference, index) => ({ ...reference, element: sent[index]!.element?.name }));
    return silent.filter(({ isMentioned }) => !isMentioned);
  }, [prompt, mode, inputs]);
  if (silent.length === 0) return null;
  const names = new Set(
    silent.map((reference) => (reference.element ? `@${reference.element}` : number(reference.kind, { number: reference.number }))),
  );
  return <p className="text-xs text-quiet">{t("unmentioned", { names: format.list(names), count: names.size })}</p>;
}
