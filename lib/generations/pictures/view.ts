import type { AssetView } from "@/lib/assets/view";
import type { PictureRatio } from "@/lib/models/pictures";
import type { FailureKind } from "@/lib/providers/types";

/**
 * Where a picture stands that somebody had made. `asked`: it waits to be sent. `uncertain`: the answer was lost; it may exist and be
 * charged, nobody can look for it, and it is not sent again. `made`: it is being copied to our own storage.
 */
export type PictureState = "asked" | "sending" | "uncertain" | "made" | "ready" | "failed";

/** All that may leave the server of it. */
export interface PictureView {
  id: string;
  state: PictureState;
  prompt: string;
  ratio: PictureRatio;
  /** What it costs, in millionths of a US dollar. */
  micros: number | null;
  /** A key under `failures`, and the provider's own words. */
  failure: { code: FailureKind | "archive" | "overLimit" | "cancelled"; said: string } | null;
  asset: AssetView | null;
}

/** The newest pictures of a team, and what the next one would cost. */
export interface PicturesView {
  pictures: PictureView[];
  /** null: no price is known. */
  micros: number | null;
}
