import type { ClipVerdict } from "../view";
import type { Drawing } from "./schema";

export interface PersonView {
  id: string;
  name: string;
}

/** A guest has no account: they came with a link, and a name that they gave themselves. `linkBy`: whoever made it. */
export type AuthorView = (PersonView & { isGuest?: undefined }) | { id: null; name: string; isGuest: true; linkBy: string | null };

export interface ReplyView {
  id: string;
  author: AuthorView;
  /** Plain text, in which people are named as `@{<their id>}`; empty where it was deleted. */
  text: string;
  /** ISO, as are all times here. */
  at: string;
  isEdited: boolean;
}

/** What begins a thread, with what was said to it, the oldest first. */
export interface CommentView extends ReplyView {
  /** The first and the last frame that it is about, counted from 0; null: the whole clip. */
  frames: { from: number; to: number } | null;
  drawing: Drawing | null;
  resolved: { by: string; at: string } | null;
  /** It has no words any more, and stays for the replies to it. */
  isDeleted: boolean;
  replies: ReplyView[];
}

/** Somebody who was asked, or said something unasked. */
export interface ReviewerView extends PersonView {
  isAsked: boolean;
  verdict: ClipVerdict | null;
}

/** What people say of a clip. */
export interface ReviewView {
  /** What follows from all of them; null: it needs review. */
  verdict: ClipVerdict | null;
  reviewers: ReviewerView[];
  /** By which day, as YYYY-MM-DD. */
  dueOn: string | null;
  locked: { by: string; at: string } | null;
  comments: CommentView[];
  /** Whoever can be named: everybody in the team. `mayReview`: whoever can be asked. */
  members: (PersonView & { mayReview: boolean })[];
}

/** What was voted over clips that lay side by side. */
export interface VotesView {
  /** Their vote is kept. */
  mayVote: boolean;
  /** The clip that whoever asks chose. */
  own: string | null;
  /** Of everybody, once there is one's own. */
  votes: { clip: string; by: string }[];
}

/** Each is also the name of its words, under `activity.of`. */
export type ActivityKind =
  | "commented"
  | "replied"
  | "resolved"
  | "reopened"
  | "approved"
  | "rejected"
  | "withdrawn"
  | "dismissed"
  | "asked"
  | "locked"
  | "unlocked"
  | "rated";

export interface ActivityPage {
  items: {
    id: string;
    kind: ActivityKind;
    by: string;
    at: string;
    /** Of what was rated. */
    stars: number | null;
    /** Of whom, where it is about what somebody else said. */
    whose: string | null;
    /** `isHere`: it is neither in the trash nor in another project. */
    clip: { id: string; title: string; take: number | null; isHere: boolean };
  }[];
  /** Hand it back for what was before; null at the beginning. */
  nextCursor: string | null;
}

/** A clip that somebody was asked to look at. */
export interface WaitingView {
  id: string;
  title: string;
  take: number | null;
  project: { slug: string; name: string };
  hasPoster: boolean;
  /** By which day, as YYYY-MM-DD. */
  dueOn: string | null;
}
