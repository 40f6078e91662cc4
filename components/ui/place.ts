export interface Placement {
  side?: "top" | "bottom";
  align?: "start" | "center" | "end";
}

/** An element, or a place inside one, e.g. where the caret is. */
export type Anchor = Pick<Element, "getBoundingClientRect">;

const GAP = 6;
const MARGIN = 8;

/**
 * Puts a floating element beside its anchor, on the other side when the wanted one has no room, and never off
 * the screen. CSS anchor positioning will do this one day; today it is missing in browsers that people use.
 */
export function place(anchor: Anchor, floating: HTMLElement, { side = "bottom", align = "start" }: Placement = {}): void {
  const at = anchor.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  floating.style.maxHeight = "";
  const { offsetWidth: width, offsetHeight: height } = floating;
  const above = at.top - GAP - MARGIN;
  const below = innerHeight - at.bottom - GAP - MARGIN;
  const onTop = side === "top" ? above >= height || above > below : below < height && above > below;
  const room = Math.max(onTop ? above : below, 80);
  const x = align === "start" ? at.left : align === "end" ? at.right - width : at.left + at.width / 2 - width / 2;
  const y = onTop ? at.top - GAP - Math.min(height, room) : at.bottom + GAP;
  floating.style.left = `${Math.max(MARGIN, Math.min(x, innerWidth - width - MARGIN))}px`;
  floating.style.top = `${Math.max(MARGIN, y)}px`;
  floating.style.maxHeight = `${room}px`;
}

/** Keeps it there while the page scrolls or changes size; returns what ends that. */
export function keepPlaced(anchor: Anchor, floating: HTMLElement, placement?: Placement): () => void {
  const update = () => place(anchor, floating, placement);
  update();
  // What it holds may come a moment after it was opened.
  const observer = new ResizeObserver(update);
  observer.observe(floating);
  window.addEventListener("scroll", update, { capture: true, passive: true });
  window.addEventListener("resize", update);
  return () => {
    observer.disconnect();
    window.removeEventListener("scroll", update, { capture: true });
    window.removeEventListener("resize", update);
  };
}
