"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { mentionName, type MentionStyle, numbersOf } from "@/lib/models/mention-tokens";
import { useComposerState } from "../engine/composer-context";
import { mentionables, parkedNames } from "../engine/follow-mentions";
import type { NameMention } from "./prompt-text";

/** How the box writes each mention: by its present number, or with the reason for which it has none. */
export function useMentionNames(style: MentionStyle): { nameOf: NameMention; isSent: (id: string) => boolean } {
  const t = useTranslations("composer.prompt");
  const mode = useComposerState((state) => state.mode);
  const inputs = useComposerState((state) => state.inputs);
  return useMemo(() => {
    const sent = numbersOf(mentionables({ mode, inputs }));
    const parked = parkedNames({ mode, inputs });
    return {
      isSent: (id) => sent.has(id),
      nameOf: ({ id, was }) => {
        const [mention, waiting] = [sent.get(id), parked.get(id)];
        if (mention) return mentionName(mention, style);
        if (waiting) return t("parkedName", { name: mentionName(waiting, style) });
        return t("removedName", { name: was ? mentionName(was, style) : t("file") });
      },
    };
  }, [mode, inputs, style, t]);
}
