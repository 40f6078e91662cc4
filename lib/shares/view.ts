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
  /** Words across what guests see; null: none. */
  watermark: string | null;
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
  /** What is said in it can be read along. */
  hasCaptions: boolean;
  /** Not where guests see the film that it is in. */
  plays: boolean;
  /** What guests are given of it is being made. */
  isPreparing: boolean;
  /** The part that its sequence shows, in seconds. */
  part: { from: number; to: number } | null;
  canDownload: boolean;
  recipe: SharedRecipe | null;
}

/** The film of a sequence. */
export interface SharedFilm {
  width: number;
  height: number;
  /** `unlabelled`: it lacks the labels that its project asks for by now, and has to be exported anew. */
  state: "ready" | "preparing" | "unlabelled";
  canDownload: boolean;
}

/** What a page of guests shows. */
export interface SharedView {
  title: string;
  team: TeamLook;
  expiresAt: string;
  allowsComments: boolean;
  /** The film that a sequence was exported to. */
  film: SharedFilm | null;
  /** In order. */
  clips: SharedClip[];
}

/** Whether something that it shows is being made still. */
export const isPreparing = ({ film, clips }: SharedView): boolean => film?.state === "preparing" || clips.some((clip) => clip.isPreparing);

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
