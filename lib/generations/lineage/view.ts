import { z } from "zod";
import type { AssetKind, InputRole } from "@/lib/models/catalog";

export const lineageSchema = z.object({
  id: z.uuid(),
  /** Set: further back and forth, and more of each. */
  more: z.string().optional(),
});
export type LineageInput = z.output<typeof lineageSchema>;

/** What one clip is to the next: a part of it that went in, or its recipe, taken over as it was for a take or changed. */
export interface LineageLink {
  kind: "frame" | "end" | "whole" | "take" | "recipe";
  /** The frame, where it is one. */
  frame?: number;
  role?: InputRole;
}

export interface LineageClip {
  id: string;
  prompt: string;
  name: string | null;
  take: number | null;
  hasPoster: boolean;
  isTrashed: boolean;
  project: { slug: string; name: string };
}

/** A clip, by what it is linked to the one that it stands under, and what comes behind it in the same direction. */
export interface LineageNode {
  clip: LineageClip;
  links: LineageLink[];
  next: LineageNode[];
}

export interface LineageView {
  /** A project's name is said where it is another one's. */
  projectSlug: string;
  madeFrom: LineageNode[];
  usedIn: LineageNode[];
  /** What it was made from that was brought in. */
  files: { id: string; name: string; kind: AssetKind; role: InputRole }[];
  /** There is more in either direction than is shown. */
  hasMore: boolean;
}
