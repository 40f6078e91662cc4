import { createContext, use, useCallback, useSyncExternalStore } from "react";

const NOTHING: ReadonlySet<string> = new Set();

/** Which cards of a gallery are chosen. A store of its own, so that one more chosen card draws one card anew and not sixty. */
export class Selection {
  /** Whether a click chooses; it may be before anything is chosen. */
  isOn = false;
  chosen = NOTHING;
  /** What can be chosen, in the order in which it is shown. */
  private order: readonly string[] = [];
  /** Where a range begins. */
  private anchor: string | null = null;
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readChosen = (): ReadonlySet<string> => this.chosen;
  readOn = (): boolean => this.isOn;

  /** What is no longer shown is no longer chosen: nobody should throw away what they do not see. */
  setOrder(order: readonly string[]): void {
    this.order = order;
    const known = new Set(order);
    if ([...this.chosen].some((id) => !known.has(id))) this.set([...this.chosen].filter((id) => known.has(id)));
  }

  has = (id: string): boolean => this.chosen.has(id);
  canChoose = (id: string): boolean => this.order.includes(id);

  start(): void {
    this.isOn = true;
    this.tell();
  }

  stop(): void {
    this.isOn = false;
    this.anchor = null;
    this.chosen = NOTHING;
    this.tell();
  }

  /** Chooses it or lets it go; with `range` all from the last one on as well. */
  toggle(id: string, range = false): void {
    if (!this.canChoose(id)) return;
    const from = this.anchor === null ? -1 : this.order.indexOf(this.anchor);
    if (range && from !== -1) {
      const to = this.order.indexOf(id);
      return this.set([...this.chosen, ...this.order.slice(Math.min(from, to), Math.max(from, to) + 1)]);
    }
    this.anchor = id;
    this.set(this.has(id) ? [...this.chosen].filter((other) => other !== id) : [...this.chosen, id]);
  }

  all(): void {
    this.set(this.order);
  }

  set(ids: Iterable<string>): void {
    this.chosen = new Set(ids);
    this.isOn = true;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const SelectionContext = createContext<Selection | null>(null);

const never = () => () => undefined;

/** How a card stands: outside of a gallery nothing can be chosen. */
export function useChosen(id: string): { canChoose: boolean; isChoosing: boolean; isChosen: boolean } {
  const selection = use(SelectionContext);
  const read = useCallback(() => (selection ? (selection.has(id) ? 3 : selection.isOn ? 2 : 1) : 0), [selection, id]);
  const state = useSyncExternalStore(selection?.subscribe ?? never, read, read);
  return { canChoose: state > 0, isChoosing: state > 1, isChosen: state === 3 };
}
