"use client";

import type { Playback } from "../playback";
import { Comments } from "./comments";
import { ReviewState } from "./review-state";
import type { Reviewing } from "./use-review";

/** What the team thinks of a clip, and what its people say of it. */
export default function ReviewPanel({ reviewing, playback }: { reviewing: Reviewing; playback: Playback }) {
  return (
    <>
      {reviewing.review && <ReviewState reviewing={reviewing} review={reviewing.review} />}
      <Comments reviewing={reviewing} playback={playback} />
    </>
  );
}
