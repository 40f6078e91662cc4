import type { ElementRef } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import type { Draft } from "../schema";

/** What a composer is filled from: the saved draft, and the assets it names as far as they still exist. */
export interface DraftView {
  draft: Draft;
  assets: AssetView[];
  /** The versions of elements that its files came with, as far as they are known. */
  elements?: readonly ElementRef[];
  /** Counts the saves; a save names the one that it builds on. */
  version: number;
}
