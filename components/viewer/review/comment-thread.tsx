"use client";

import { Check, Ellipsis, Pencil, Reply, RotateCcw, Trash2 } from "@/components/ui/icons";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { formatFrames } from "@/components/clip/timecode";
import { useAction } from "@/components/data/use-action";
import { InlineQuestion } from "@/components/dialogs/inline-question";
import { Alert } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button, buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { addCommentAction, deleteCommentAction, editCommentAction, resolveCommentAction } from "@/lib/generations/review/actions";
import { idsToNames } from "@/lib/generations/review/mentions";
import { canDeleteComment, canEditComment } from "@/lib/generations/review/policy";
import type { CommentView, ReplyView } from "@/lib/generations/review/view";
import { cn } from "@/lib/shared/cn";
import { CommentDraft } from "./comment-draft";
import { CommentForm } from "./comment-form";
import { CommentText } from "./comment-text";
import { useFocusAfter } from "./use-focus-after";
import type { Reviewing } from "./use-review";

interface ThreadProps {
  reviewing: Reviewing;
  comment: CommentView;
  framesPerSecond: number;
}

/** What somebody said, what others said to it, and whether it is done. */
export function CommentThread({ reviewing, comment, framesPerSecond }: ThreadProps) {
  const t = useTranslations("review");
  const { team, user, clipId, review, chosen, choose, show } = reviewing;
  const { id, frames, resolved, replies } = comment;
  const thread = useRef<HTMLLIElement>(null);
  const reply = useMemo(() => new CommentDraft(`viewer.comment:${user.id}:${clipId}:${id}`), [user.id, clipId, id]);
  const [isReplying, setReplying] = useState(() => reply.isBegun());
  const replyButton = useFocusAfter(isReplying);
  const { run, pending, error } = useAction();
  const isChosen = chosen?.id === id;
  const times = isChosen ? chosen.times : 0;
  // A link led to it, or to a reply.
  const showAsked = useEffectEvent(() => {
    if ([comment, ...replies].some((said) => location.hash === `#${said.id}`)) choose(comment);
  });
  useEffect(() => showAsked(), []);
  useEffect(() => {
    if (times > 0) thread.current?.scrollIntoView({ block: "nearest" });
  }, [times]);
  return (
    <li
      ref={thread}
      data-slot="comment-thread"
      aria-current={isChosen || undefined}
      className={cn("flex flex-col gap-2 rounded-md border base:border-transparent p-2 -mx-2", isChosen && "border-line bg-raised")}
    >
      {frames && (
        <button
          type="button"
          aria-label={t("goTo", { place: formatFrames(frames, framesPerSecond) })}
          onClick={() => choose(comment)}
          className="flex w-fit min-h-6 items-center gap-1.5 rounded-sm font-mono text-xs text-tungsten-ink tabular hover:underline pointer-coarse:min-h-11 [&_svg]:icon [&_svg]:size-3"
        >
          {formatFrames(frames, framesPerSecond)}
          {comment.drawing && <Pencil role="img" aria-label={t("hasDrawing")} />}
        </button>
      )}
      {comment.isDeleted ? <p className="text-sm text-quiet italic">{t("deleted")}</p> : <Said reviewing={reviewing} said={comment} />}
      {replies.length > 0 && (
        <ul aria-label={t("replies")} className="flex flex-col gap-3 border-l border-line pl-3">
          {replies.map((one) => (
            <li key={one.id}>
              <Said reviewing={reviewing} said={one} />
            </li>
          ))}
        </ul>
      )}
      {resolved && <p className="text-xs text-quiet">{t("resolvedBy", { name: resolved.by })}</p>}
      {reviewing.mayReview && !comment.isDeleted && (
        <>
          {isReplying ? (
            <CommentForm
              draft={reply}
              members={review?.members ?? []}
              label={t("reply")}
              submitLabel={t("reply")}
              submit={(text, _, key) => addCommentAction(team, { id: key, generationId: clipId, parentId: id, text })}
              onSaid={show}
              onClose={() => setReplying(false)}
            />
          ) : (
            <div className="flex flex-wrap gap-1">
              <Button ref={replyButton} size="sm" variant="quiet" onClick={() => setReplying(true)}>
                <Reply aria-hidden="true" />
                {t("reply")}
              </Button>
              <Button
                size="sm"
                variant="quiet"
                pending={pending}
                onClick={() => run(() => resolveCommentAction(team, { id, isResolved: !resolved }), show)}
              >
                {resolved ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
                {t(resolved ? "reopen" : "resolve")}
              </Button>
            </div>
          )}
          {error && <Alert>{error}</Alert>}
        </>
      )}
    </li>
  );
}

/** One person's words, and what that person may do with them. */
function Said({ reviewing, said }: { reviewing: Reviewing; said: ReplyView }) {
  const t = useTranslations("review");
  const format = useFormatter();
  const { team, user, clipId, review, show, mayReview } = reviewing;
  const { id, author, text, at, isEdited } = said;
  const members = useMemo(() => review?.members ?? [], [review?.members]);
  const [doing, setDoing] = useState<"edit" | "delete" | null>(null);
  const words = useFocusAfter<HTMLElement>(doing !== null);
  const { run, pending, error } = useAction();
  const edit = useMemo(
    () => new CommentDraft(`viewer.comment:${user.id}:${clipId}:edit:${id}`, idsToNames(text, members)),
    [user.id, clipId, id, text, members],
  );
  const person = { userId: user.id, role: user.role };
  const linkBy = author.isGuest ? author.linkBy : null;
  const can = {
    edit: mayReview && canEditComment(person, author.id),
    delete: mayReview && canDeleteComment(person, { authorId: author.id, linkBy }),
  };
  return (
    <article ref={words} tabIndex={-1} aria-label={t("byName", { name: author.name })} className="flex flex-col gap-1 rounded-sm">
      <header className="flex min-h-7 items-center gap-2">
        <Avatar name={author.name} className="size-6" />
        <bdi className="truncate text-sm font-medium">{author.name}</bdi>
        {author.isGuest && <Badge>{t("guest")}</Badge>}
        <time
          dateTime={at}
          title={format.dateTime(new Date(at), { dateStyle: "long", timeStyle: "short" })}
          className="shrink-0 text-xs text-quiet"
        >
          {format.dateTime(new Date(at), { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" })}
          {isEdited && ` · ${t("edited")}`}
        </time>
        {(can.edit || can.delete) && (
          <Menu>
            <MenuTrigger aria-label={t("more")} className={cn(buttonVariants({ variant: "quiet", size: "sm" }), "ml-auto px-1.5")}>
              <Ellipsis aria-hidden="true" />
            </MenuTrigger>
            <MenuContent aria-label={t("more")} placement={{ align: "end" }}>
              {can.edit && (
                <MenuItem onSelect={() => setDoing("edit")}>
                  <Pencil aria-hidden="true" />
                  {t("edit")}
                </MenuItem>
              )}
              {can.delete && (
                <MenuItem tone="danger" onSelect={() => setDoing("delete")}>
                  <Trash2 aria-hidden="true" />
                  {t("delete")}
                </MenuItem>
              )}
            </MenuContent>
          </Menu>
        )}
      </header>
      {doing === "edit" ? (
        <CommentForm
          draft={edit}
          members={members}
          label={t("edit")}
          submitLabel={t("save")}
          submit={(words) => editCommentAction(team, { id, text: words })}
          onSaid={show}
          onClose={() => setDoing(null)}
        />
      ) : (
        <CommentText text={text} members={members} />
      )}
      {doing === "delete" && (
        <InlineQuestion
          question={t("deleteSure")}
          yes={t("delete")}
          no={t("keep")}
          pending={pending}
          error={error && <Alert>{error}</Alert>}
          onYes={() => run(() => deleteCommentAction(team, { id }), show)}
          onNo={() => setDoing(null)}
        />
      )}
    </article>
  );
}
