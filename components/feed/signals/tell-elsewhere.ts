import { isFinal } from "@/lib/generations/lifecycle";
import type { CardView } from "@/lib/generations/view";
import { chime } from "./chime";
import { wantsNotices } from "./notice-question";
import { showCount } from "./tab-count";

/** How many clips became ready while nobody looked. */
let count = 0;

/** Takes the number off the tab again. */
export function clearCount(): void {
  document.removeEventListener("visibilitychange", onVisibility);
  if (count > 0) showCount((count = 0));
}

function onVisibility(): void {
  if (!document.hidden) clearCount();
}

/**
 * Tells somebody who looks elsewhere what became ready: a number in the tab's title and icon, and, where they were asked for, a
 * notice of the system and two notes, once for all clips of one press.
 * @param batch all clips of the press that the clip came from, itself among them
 */
export function tellElsewhere(view: CardView, batch: readonly CardView[], words: string): void {
  if (!document.hidden) return;
  document.addEventListener("visibilitychange", onVisibility);
  showCount((count += 1));
  if (!wantsNotices() || batch.some(({ status }) => !isFinal(status))) return;
  // The tag makes it one notice, also when several tabs are open.
  new Notification(words, { tag: batch[0]?.id ?? view.id, icon: "/icon.svg" });
  chime();
}
