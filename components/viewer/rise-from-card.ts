import { turnTo } from "@/components/clip/generation-card/attention";

const cardOf = (id: string): HTMLElement | null => document.querySelector(`[data-generation="${CSS.escape(id)}"]`);

/** Focus goes back to the card of the clip that was seen last, and that card into the window. */
export function returnToCard(id: string): void {
  const link = cardOf(id)?.querySelector<HTMLElement>("[data-card-open]");
  turnTo(id);
  link?.focus({ preventScroll: true });
  link?.scrollIntoView({ block: "nearest" });
}

/** Motion explains: the clip grows out of the card it was pressed on. Without that card on the page, or with less motion asked for, it only appears. */
export function riseFromCard(id: string, stage: HTMLElement | null): void {
  if (!stage) return;
  const card = cardOf(id)?.querySelector('[data-slot="generation-poster"]');
  const from = card?.getBoundingClientRect();
  const to = stage.getBoundingClientRect();
  const timing: KeyframeAnimationOptions = { duration: 240, easing: "cubic-bezier(0.2, 0, 0, 1)" };
  if (!from || from.bottom < 0 || from.top > innerHeight || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    stage.animate([{ opacity: 0 }, { opacity: 1 }], timing);
    return;
  }
  const scale = Math.min(1, from.height / to.height);
  const x = from.left + from.width / 2 - (to.left + to.width / 2);
  const y = from.top + from.height / 2 - (to.top + to.height / 2);
  stage.animate([{ transform: `translate(${x}px, ${y}px) scale(${scale})` }, { transform: "none" }], timing);
}
