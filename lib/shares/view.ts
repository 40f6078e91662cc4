import type { TeamLook } from "@/lib/teams/view";
import type { SharedThing } from "./schema";

/** A link that works, as whoever manages it sees it. Its address is known to whoever made it. */
export interface ShareView {
  id: string;
  kind: SharedThing["kind"];
  /** What guests read above it. */
  title: string;
  /** How many clips were chosen, the name of the collection or of the sequence. */
  what: { count: number } | { name: string };
  by: string;
  createdAt: string;
  expiresAt: string;
  hasPassphrase: boolean;
  allowsDownload: boolean;
  allowsComments: boolean;
  showsRecipe: boolean;
  allowsEmbed: boolean;
  views: number;
}

/** The one time that a link's secret leaves the server: show `paths.share(token)` behind the page's own origin. */
export interface NewShareView {
  share: ShareView;
  token: string;
}

/** How a clip was made, where its team shows that. */
export interface SharedRecipe {
  prompt: string;
  model: string;
  resolution: string;
  ratio: string;
  seconds: number | null;
  seed: string | null;
}

/** A clip as guests see it, and no more than that. */
export interface SharedClip {
  id: string;
  /** What the team calls it; null: it has a number. */
  name: string | null;
  width: number;
  height: number;
  seconds: number;
  hasPoster: boolean;
  /** Which of its files every browser plays; null: guests see the film that it is in. */
  plays: "video" | "preview" | null;
  /** The part that its sequence shows, in seconds. */
  part: { from: number; to: number } | null;
  canDownload: boolean;
  recipe: SharedRecipe | null;
}

/** What a page of guests shows. */
export interface SharedView {
  title: string;
  team: TeamLook;
  expiresAt: string;
  allowsComments: boolean;
  /** The film that a sequence was exported to. */
  film: { width: number; height: number; canDownload: boolean } | null;
  /** In order. */
  clips: SharedClip[];
}

/** What was said through a link. */
export interface GuestReply {
  id: string;
  name: string;
  /** Somebody of the team. */
  isTeam: boolean;
  text: string;
  at: string;
}

export interface GuestThread extends GuestReply {
  generationId: string;
  /** Into the clip; null: it is about all of it. */
  second: number | null;
  isResolved: boolean;
  replies: GuestReply[];
}
