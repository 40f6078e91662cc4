import type { CardView } from "@/lib/generations/view";
import { isLine, type LocalGeneration } from "@/components/clip/optimistic";

export interface Shown {
  view: CardView;
  /** Set for what only this tab knows of. */
  local?: LocalGeneration | undefined;
}

/** A generation as it stands in the list, or many that did not become clips behind one line. */
export type Entry = { id: string; day: string; created: string } & ((Shown & { kind: "card" | "line" }) | Fold);

interface Fold {
  kind: "fold";
  views: readonly CardView[];
  isOpen: boolean;
}
export type FoldEntry = Extract<Entry, Fold>;

/** Two lines are no longer than what they would be folded to, and say more. */
const FOLD_FROM = 3;
const HOUR_MS = 60 * 60 * 1000;

/** Of a list that is in another order than that of time. */
const NO_DAY = "";

/** As they come, for such a list. */
export const inOrder = (all: readonly Shown[]): Entry[] =>
  all.map((one) => ({
    ...one,
    kind: isLine(one.view, one.local) ? "line" : "card",
    id: one.view.id,
    day: NO_DAY,
    created: one.view.created,
  }));

/**
 * In the order of time. What did not become a clip stands before the cards of its hour: among them, each would break a row.
 * @param opened ids of the folds that somebody opened
 * @param foldFrom so many of an hour are folded; never where they are what is looked for
 */
export function arrange(all: readonly Shown[], dayOf: (iso: string) => string, opened: ReadonlySet<string>, foldFrom = FOLD_FROM): Entry[] {
  const hourOf = ({ view, local }: Shown): string =>
    local ? "own" : `${dayOf(view.created)}-${Math.floor(Date.parse(view.created) / HOUR_MS)}`;
  return [...Map.groupBy(all, hourOf)].flatMap(([hour, shown]): Entry[] => {
    const entries = (kind: "card" | "line"): Entry[] =>
      shown
        .filter(({ view, local }) => isLine(view, local) === (kind === "line"))
        .map((one) => ({ ...one, kind, id: one.view.id, day: dayOf(one.view.created), created: one.view.created }));
    const lines = entries("line");
    if (hour === "own" || lines.length < foldFrom) return [...lines, ...entries("card")];
    const views = shown.map(({ view }) => view).filter((view) => isLine(view));
    const isOpen = opened.has(hour);
    const { day, created } = lines[0]!;
    return [{ kind: "fold", id: hour, day, created, views, isOpen }, ...(isOpen ? lines : []), ...entries("card")];
  });
}
