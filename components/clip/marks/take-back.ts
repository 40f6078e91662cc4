import type { MarkChange } from "@/lib/generations/marks/schema";
import type { CardView } from "@/lib/generations/view";

/**
 * What makes clips again what they were before `said`: those that need the same are one entry, so that giving back takes as few calls as
 * there were different states.
 * @param views as they were before
 */
export function takeBack(views: readonly CardView[], said: MarkChange): { ids: string[]; said: MarkChange }[] {
  const had = (all: readonly string[] = [], some: readonly string[] = []): string[] => some.filter((name) => all.includes(name));
  const lacked = (all: readonly string[] = [], some: readonly string[] = []): string[] => some.filter((name) => !all.includes(name));
  const before = ({ marks = {} }: CardView): MarkChange => ({
    ...(said.name !== undefined && { name: marks.name ?? null }),
    ...(said.rating !== undefined && { rating: marks.rating ?? 0 }),
    ...(said.verdict !== undefined && { verdict: marks.verdict ?? null }),
    ...(said.addTags && { removeTags: lacked(marks.tags, said.addTags) }),
    ...(said.removeTags && { addTags: had(marks.tags, said.removeTags) }),
    ...(said.addTo && { removeFrom: lacked(marks.collections, said.addTo) }),
    ...(said.removeFrom && { addTo: had(marks.collections, said.removeFrom) }),
  });
  const groups = Map.groupBy(views, (view) => JSON.stringify(before(view)));
  return [...groups.values()].map((same) => ({ ids: same.map(({ id }) => id), said: before(same[0]!) }));
}
