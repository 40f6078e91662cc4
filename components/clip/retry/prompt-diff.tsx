"use client";

import { useTranslations } from "use-intl";
import type { Piece } from "@/lib/recipes/reword/reword";

/** What a prompt loses and what it gains, in its place: struck out and underlined, marked with − and +, and said to ears. */
export function PromptDiff({ pieces }: { pieces: readonly Piece[] }) {
  const t = useTranslations("retry.reword");
  return (
    <p
      dir="auto"
      data-slot="prompt-diff"
      tabIndex={0}
      className="max-h-64 overflow-y-auto rounded-md border border-line p-3 text-sm leading-relaxed break-words whitespace-pre-wrap select-text"
    >
      {pieces.map((piece, index) =>
        "kept" in piece ? (
          piece.kept
        ) : (
          // The pieces of one prompt never change their order.
          <span key={index}>
            <del className="rounded-sm bg-failed/8 px-0.5 text-failed decoration-2">
              <span className="sr-only">{t("removed")} </span>
              <span aria-hidden="true">{"−"}</span>
              {piece.removed}
            </del>{" "}
            <ins className="rounded-sm bg-ready/8 px-0.5 font-medium text-ready decoration-2">
              <span className="sr-only">{t("added")} </span>
              <span aria-hidden="true">{"+"}</span>
              {piece.added}
            </ins>
          </span>
        ),
      )}
    </p>
  );
}
