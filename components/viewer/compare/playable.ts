import type { ClipView } from "@/lib/generations/view";

/** A clip that is there to be seen. */
export type Playable = ClipView & { card: { video: NonNullable<ClipView["card"]["video"]> } };
