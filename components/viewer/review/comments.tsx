"use client";

import { MessageSquarePlus } from "@/components/ui/icons";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { addCommentAction } from "@/lib/generations/review/actions";
import type { Playback } from "../playback";
import { shortcutOf } from "../keys";
import { CommentForm } from "./comment-form";
import { CommentPlace } from "./comment-place";
import { CommentThread } from "./comment-thread";
import { useFocusAfter } from "./use-focus-after";
import type { Reviewing } from "./use-review";

/** What people say of the clip, in the order of its frames; what is done is folded away. */
export function Comments({ reviewing, playback }: { reviewing: Reviewing; playback: Playback }) {
  const t = useTranslations("review");
  const { team, clipId, review, isError, draft, isWriting, times, begin, end, show, chosen } = reviewing;
  const add = useFocusAfter(isWriting);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // What others did may have taken away what had the focus: the keys belong to the viewer again.
    if (document.activeElement === document.body) section.current?.closest("dialog")?.focus();
  }, [review]);
  const comments = [...(review?.comments ?? [])].sort((a, b) => (a.frames?.from ?? -1) - (b.frames?.from ?? -1));
  const [open, done] = [comments.filter(({ resolved }) => !resolved), comments.filter(({ resolved }) => resolved)];
  const threads = (some: typeof comments) =>
    some.map((comment) => (
      <CommentThread key={comment.id} reviewing={reviewing} comment={comment} framesPerSecond={playback.framesPerSecond} />
    ));
  return (
    <section ref={section} aria-label={t("title")} className="flex flex-col gap-3 border-b border-line p-5">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-xs font-medium text-quiet">{t("title")}</h2>
        {reviewing.mayReview && !isWriting && (
          <Button ref={add} size="sm" variant="quiet" className="-mr-2" aria-keyshortcuts={shortcutOf("comment")} onClick={begin}>
            <MessageSquarePlus aria-hidden="true" />
            {t("add")}
          </Button>
        )}
      </div>
      {isWriting && (
        <CommentForm
          key={`${clipId} ${times}`}
          draft={draft}
          members={review?.members ?? []}
          label={t("write")}
          submitLabel={t("add")}
          submit={(text, { frames, drawing }, key) =>
            addCommentAction(team, { id: key, generationId: clipId, text, frames, drawing: drawing.length > 0 ? drawing : null })
          }
          onSaid={show}
          onClose={end}
        >
          <CommentPlace reviewing={reviewing} playback={playback} />
        </CommentForm>
      )}
      {isError && review === undefined && <p className="text-sm text-quiet">{t("unreachable")}</p>}
      {review && open.length === 0 && !isWriting && <p className="text-sm text-quiet">{t(done.length > 0 ? "allDone" : "none")}</p>}
      {open.length > 0 && <ul className="flex flex-col gap-2">{threads(open)}</ul>}
      {done.length > 0 && (
        <details open={done.some(({ id }) => id === chosen?.id) || undefined}>
          <summary className="min-h-6 cursor-pointer text-sm text-quiet hover:text-text pointer-coarse:min-h-11">
            {t("done", { count: done.length })}
          </summary>
          <ul className="flex flex-col gap-2 pt-2">{threads(done)}</ul>
        </details>
      )}
    </section>
  );
}
