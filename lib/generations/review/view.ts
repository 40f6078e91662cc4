import type { Drawing } from "./schema";

export interface PersonView {
  id: string;
  name: string;
}

export interface ReplyView {
  id: string;
  author: PersonView;
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

/** What people say of a clip. */
export interface ReviewView {
  comments: CommentView[];
  /** Whoever can be named: everybody in the team. */
  members: PersonView[];
  /** The team's owners let viewers take part. */
  viewersMayReview: boolean;
}
