"use client";

import { lazy, Suspense } from "react";
import { isPut } from "@/lib/recipes/shots/put-shots";
import { useComposerState } from "../engine/composer-context";
import { PromptBox } from "../prompt/prompt-box";
import { ShotsButton } from "./shots-button";

const StaleShots = lazy(() => import("./stale-shots"));

/** The prompt, with the list of shots beside it. */
export function PromptWithShots() {
  const isThere = useComposerState(({ prompt, shots }) => isPut(prompt, shots?.put));
  return (
    <PromptBox
      tool={<ShotsButton />}
      note={
        isThere && (
          <Suspense>
            <StaleShots />
          </Suspense>
        )
      }
    />
  );
}
