"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { useLiveReconnect, useLiveUpdates } from "@/components/data/live-updates";
import { useAction } from "@/components/data/use-action";
import { decideAction } from "@/lib/generations/review/actions";
import { mayReview } from "@/lib/generations/review/policy";
import type { Ink } from "@/lib/generations/review/limits";
import type { CommentView, ReviewView } from "@/lib/generations/review/view";
import type { ClipVerdict } from "@/lib/generations/view";
import { boundsOf, isWhole } from "../range";
import type { Playback } from "../playback";
import { CommentDraft } from "./comment-draft";
import { reviewQuery } from "@/components/clip/review-query";

/** What people say of the clip that is shown: read, kept true by the team's stream, and what of it is looked at or being written. */
export function useReview(
  { team, user }: Pick<GalleryPlace, "team" | "user">,
  id: string,
  playback: Playback,
  { isClip, isRead }: { isClip: boolean; isRead: boolean },
) {
  const queryClient = useQueryClient();
  const options = reviewQuery(team, id);
  const { data: review, isError } = useQuery({ ...options, enabled: isClip && isRead });
  const look = (): void => void queryClient.invalidateQueries({ queryKey: options.queryKey, exact: true });
  useLiveUpdates("generation", (changed) => changed === id && look());
  // Whose review counts, and who may give one.
  useLiveUpdates("member", look);
  useLiveReconnect(look);

  const draft = useMemo(() => new CommentDraft(`viewer.comment:${user.id}:${id}`), [user.id, id]);
  const wasBegun = useMemo(() => draft.isBegun(), [draft]);
  const [writing, setWriting] = useState<{ id: string; isOpen: boolean; times: number } | null>(null);
  const [chosen, setChosen] = useState<{ id: string; times: number } | null>(null);
  const [isDrawing, setDrawing] = useState(false);
  const [ink, setInk] = useState<Ink>("tungsten");
  const may = isClip && mayReview(user.role);
  const isWriting = may && (writing?.id === id ? writing.isOpen : wasBegun);

  /** To its first frame, and no further: whoever looks at a comment looks at a picture. */
  const choose = (comment: Pick<CommentView, "id" | "frames">): void => {
    setChosen((was) => ({ id: comment.id, times: (was?.times ?? 0) + 1 }));
    playback.pause();
    if (comment.frames) playback.seekFrame(comment.frames.from);
  };

  /** About the range, where one is marked, and else about the frame that is shown. */
  const begin = (): void => {
    playback.pause();
    const { frame, range, frameCount } = playback.read();
    const [from, to] = isWhole(range) ? [frame, frame] : boundsOf(range, frameCount);
    if (!draft.isBegun()) draft.set({ frames: { from, to } });
    setChosen(null);
    setWriting((was) => ({ id, isOpen: true, times: (was?.times ?? 0) + 1 }));
  };

  const end = (): void => {
    setDrawing(false);
    setWriting((was) => ({ id, isOpen: false, times: was?.times ?? 0 }));
  };

  const draw = (isOn: boolean): void => {
    setDrawing(isOn);
    if (!isOn) return;
    playback.pause();
    const { frame } = playback.read();
    const { frames } = draft.read();
    // What is drawn belongs to the picture under it.
    if (!frames || frame < frames.from || frame > frames.to) draft.set({ frames: { from: frame, to: frame } });
  };

  const show = (now: ReviewView): void => void queryClient.setQueryData(options.queryKey, now);
  const { run, ...judging } = useAction();
  const own = review?.reviewers.find((one) => one.id === user.id)?.verdict ?? null;
  /** Says it, or takes it back where it is said. */
  const judge = (verdict: ClipVerdict): void => run(() => decideAction(team, { id, verdict: own === verdict ? null : verdict }), show);

  const undoStroke = (): void => draft.set({ drawing: draft.read().drawing.slice(0, -1) });

  return {
    ...{ team, user, clipId: id, review, isError, draft, choose, begin, end, draw, undoStroke, ink, setInk, show },
    ...{ own, judge, judging },
    mayReview: may,
    chosen,
    isWriting,
    isDrawing: isWriting && isDrawing,
    /** Counts the times that writing was begun: each of them wants the caret. */
    times: writing?.times ?? 0,
  };
}

export type Reviewing = ReturnType<typeof useReview>;
