"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

interface InlineQuestionProps {
  question: string;
  yes: string;
  no: string;
  pending: boolean;
  /** Why it could not be done. */
  error?: ReactNode;
  onYes: () => void;
  onNo: () => void;
}

/** Asked in the row that it is about, where a dialog would hide the list: may this go, although it is everybody's? */
export function InlineQuestion({ question, yes, no, pending, error, onYes, onNo }: InlineQuestionProps) {
  return (
    <div role="group" aria-label={question} className="flex flex-wrap items-center gap-2 px-2 pb-3 text-sm">
      <p className="min-w-40 flex-1">{question}</p>
      <Button size="sm" variant="danger" autoFocus pending={pending} onClick={onYes}>
        {yes}
      </Button>
      <Button size="sm" onClick={onNo}>
        {no}
      </Button>
      {error}
    </div>
  );
}
