import type { CardView } from "@/lib/generations/view";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { pictureFrames } from "@/lib/shared/timecode";
import type { SequenceContent } from "@/lib/sequences/schema";
import { shownItems, startsOf, type TimelineItem, totalFrames } from "@/lib/sequences/timeline";
import type { EditorState } from "./editor";

/** An item as the page knows it: where it stands in the sequence, and its clip. */
export type SceneItem = TimelineItem & { number: number; card: CardView | null };

/** One of the items that are played, and the frame of the film at which it begins. */
export type Scene = SceneItem & { start: number };

/** Frames that can be shown of a clip's file. */
export const sourceFramesOf = (card: CardView | null | undefined): number =>
  card?.video ? pictureFrames(card.video.durationMs, card.slate.seconds, FRAMES_PER_SECOND) : 0;

/** All items of a sequence, with what is known of their clips. */
export function itemsOf({ content, cards, missing }: Pick<EditorState, "content" | "cards" | "missing">): SceneItem[] {
  const known = new Map(cards.map((card) => [card.id, card]));
  return content.items.map((item, index): SceneItem => {
    if (item.kind === "title") return { ...item, number: index + 1, card: null };
    const card = known.get(item.generationId) ?? null;
    const why = missing[item.generationId] ?? (card?.video ? null : "no-file");
    return { ...item, number: index + 1, card, fileName: "", sourceFrames: sourceFramesOf(card), missing: why };
  });
}

/** What is played of them. */
export function scenesOf(items: readonly SceneItem[]): { scenes: Scene[]; frames: number } {
  const shown = shownItems(items);
  const starts = startsOf(shown);
  return { scenes: shown.map((item, index) => ({ ...item, start: starts[index]! })), frames: totalFrames(shown) };
}

export type Item = SequenceContent["items"][number];

/** The same sequence with one of its items changed. */
export const withItem = (content: SequenceContent, id: string, change: (item: Item) => Item): SequenceContent => ({
  ...content,
  items: content.items.map((item) => (item.id === id ? change(item) : item)),
});

/** The same sequence with an item at another place, counted from 0. */
export function moved(content: SequenceContent, id: string, to: number): SequenceContent {
  const from = content.items.findIndex((item) => item.id === id);
  if (from < 0 || to < 0 || to >= content.items.length || to === from) return content;
  const items = [...content.items];
  items.splice(to, 0, ...items.splice(from, 1));
  return { ...content, items };
}
