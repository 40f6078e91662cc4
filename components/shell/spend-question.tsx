"use client";

import { Suspense, useSyncExternalStore } from "react";
import { late } from "@/components/ui/late";
import { questionNow, subscribeQuestion } from "@/components/data/ask-first";

const SpendDialog = late(async () => (await import("@/components/dialogs/spend-dialog")).default);

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
