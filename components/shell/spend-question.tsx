"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { questionNow, subscribeQuestion } from "@/components/data/ask-first";

const SpendDialog = lazy(() => import("@/components/dialogs/spend-dialog"));

/** Where the studio's question about a sum is asked, on whatever page and over whatever dialog it was pressed. */
export function SpendQuestion() {
  const question = useSyncExternalStore(subscribeQuestion, questionNow, () => null);
  if (!question) return null;
  return (
    <Suspense>
      <SpendDialog micros={question.micros} above={question.above} unpriced={question.unpriced} onAnswer={question.answer} />
    </Suspense>
  );
}
