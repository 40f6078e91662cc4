"use client";

import { Suspense, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import type { PreviewDraftInput } from "@/lib/generations/request-preview/schema";
import { useEngine } from "@/components/composer/engine/composer-context";
import { compiledPrompt } from "@/components/composer/engine/follow-mentions";
import type { ComposerState } from "@/components/composer/engine/composer-state";

// Four spellings of a request are for the few who ask for them.
const DraftRequestDialog = late(async () => (await import("@/components/clip/what-will-be-sent/draft-request-dialog")).default);

/** The draft as it is now, with files that are still on their way in their places. */
function toPreview({ inputs, shots: _shots, ...recipe }: ComposerState): PreviewDraftInput {
  // A file without an id yet can be mentioned as well.
  const prompt = compiledPrompt({ ...recipe, inputs });
  return { recipe: { ...recipe, prompt }, inputs: inputs.map(({ role, kind, asset }) => ({ role, kind, assetId: asset?.id ?? null })) };
}

/** A quiet way to see exactly what Generate would send. */
export function DraftRequestLink() {
  const t = useTranslations("request");
  const engine = useEngine();
  const [draft, setDraft] = useState<PreviewDraftInput | null>(null);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        className="min-h-6 underline decoration-line-strong underline-offset-2 transition-colors hover:text-text pointer-coarse:min-h-11"
        onClick={() => setDraft(toPreview(engine.getSnapshot().state))}
      >
        {t("open")}
      </button>
      {/* Beside the page and not inside the composer, which hides on a narrower screen. */}
      {draft &&
        createPortal(
          <Suspense>
            <DraftRequestDialog team={engine.team} draft={draft} onClose={() => setDraft(null)} />
          </Suspense>,
          document.body,
        )}
    </>
  );
}
