import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { piecesOf } from "@/lib/models/mention-tokens";
import type { PersonView } from "@/lib/generations/review/view";

/** Plain words, in which nothing can be followed or run; people who are named stand out. */
export function CommentText({ text, members }: { text: string; members: readonly PersonView[] }) {
  const t = useTranslations("review");
  return (
    <p dir="auto" className="text-sm whitespace-pre-wrap text-text select-text [overflow-wrap:anywhere]">
      {piecesOf(text).map((piece, index) => (
        <Fragment key={index}>
          {typeof piece === "string" ? (
            piece
          ) : (
            <bdi className="font-medium text-tungsten-ink">{`@${members.find(({ id }) => id === piece.id)?.name ?? t("formerMember")}`}</bdi>
          )}
        </Fragment>
      ))}
    </p>
  );
}
