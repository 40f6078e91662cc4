import type { AssetView } from "@/lib/assets/view";
import type { AssetKind } from "@/lib/models/catalog";

/** Something that can be used: a file that somebody brought, or a clip that was made here. */
export interface LibraryItem {
  id: string;
  kind: AssetKind;
  name: string;
  mimeType: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  created: string;
  author: { id: string; name: string };
  tags: string[];
  folder: string | null;
  /** Of whoever asks. */
  isFavourite: boolean;
  /** Set where it is a clip of the gallery. */
  clip?: { project: { slug: string; name: string }; framesPerSecond: number | null; hasPoster: boolean };
}

export interface LibraryPage {
  items: LibraryItem[];
  /** Hand it back for the next page; null at the end. */
  nextCursor: string | null;
}

/** A clip that a file was used for, or is cut from. */
export interface UsingClip {
  id: string;
  prompt: string;
  name: string | null;
  hasPoster: boolean;
  isTrashed: boolean;
  project: { slug: string; name: string };
}

/** All that is known of one file. */
export interface LibraryFile {
  item: LibraryItem;
  asset: AssetView;
  usedIn: UsingClip[];
  /** In how many clips, whether or not they are all shown. */
  uses: number;
  /** The clip that it is, or is cut from, and which of its frames; null: the whole clip. */
  madeFrom: { clip: UsingClip; frame: number | null } | null;
}

/** The clips of an element, as those of a file. */
export type ElementUses = Pick<LibraryFile, "usedIn" | "uses">;

/** What files can be put under and narrowed down by. */
export interface ShelvesView {
  tags: string[];
  folders: string[];
  projects: { slug: string; name: string }[];
}

export interface TrashedFile {
  id: string;
  kind: AssetKind;
  name: string;
  author: string;
  deletedAt: string;
  goneAt: string;
  canRestore: boolean;
}
