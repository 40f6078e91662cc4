import type { CardView, ClipVerdict } from "@/lib/generations/view";
import type { MarkActions } from "./use-mark-actions";

/** Who marks, and how: a viewer has favourites and nothing else. */
export interface Marking {
  actions: MarkActions;
  /** The ids of the clips that are one's own favourites. */
  favourites: ReadonlySet<string>;
  mayMark: boolean;
  /** What this person said of the one clip that is shown; undefined where only the clips' own verdicts are known. */
  own?: ClipVerdict | null;
}

export const areFavourites = ({ favourites }: Marking, views: readonly CardView[]): boolean =>
  views.length > 0 && views.every(({ id }) => favourites.has(id));

/** Whether it is said of all of these: by whoever looks, where that is known. */
export const isSaid = ({ own }: Marking, verdict: ClipVerdict, views: readonly CardView[]): boolean =>
  own !== undefined ? own === verdict : views.length > 0 && views.every(({ marks }) => marks?.verdict === verdict);

/** Says it of all of these, or takes it back where it is said of all. */
export const toggleVerdict = (marking: Marking, views: readonly CardView[], verdict: ClipVerdict): void =>
  void marking.actions.mark(views, { verdict: isSaid(marking, verdict, views) ? null : verdict });

export const toggleFavourite = (marking: Marking, views: readonly CardView[]): void =>
  void marking.actions.favourite(views, !areFavourites(marking, views));

/** Does what a key says of clips: 0 to 5 stars, a favourite, approved, rejected. @returns whether it is such a key */
export function markByKey(key: string, marking: Marking, views: readonly CardView[]): boolean {
  if (views.length === 0) return false;
  const name = key.toLowerCase();
  if (name === "h") toggleFavourite(marking, views);
  else if (!marking.mayMark) return false;
  else if (/^[0-5]$/.test(name)) void marking.actions.mark(views, { rating: Number(name) });
  else if (name === "a") toggleVerdict(marking, views, "approved");
  else if (name === "x") toggleVerdict(marking, views, "rejected");
  else return false;
  return true;
}
