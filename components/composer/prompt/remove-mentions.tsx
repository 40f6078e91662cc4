"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useComposerState } from "../engine/composer-context";
import { strandedMentions } from "../engine/follow-mentions";

/** Beside the reason why a mention cannot be sent: one press that takes it out. */
export function RemoveMentions({ onRemove }: { onRemove: (ids: readonly string[]) => void }) {
  const t = useTranslations("composer.prompt");
  const prompt = useComposerState((state) => state.prompt);
  const mode = useComposerState((state) => state.mode);
  const inputs = useComposerState((state) => state.inputs);
  const stranded = useMemo(() => strandedMentions(prompt, { mode, inputs }), [prompt, mode, inputs]);
  if (stranded.length === 0) return null;
  return (
    <Button size="sm" variant="secondary" onClick={() => onRemove(stranded.map(({ id }) => id))}>
      {t("removeMention", { count: stranded.length })}
    </Button>
  );
}
