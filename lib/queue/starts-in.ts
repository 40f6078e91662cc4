/**
 * How long until the generation at this place of the line is probably sent, from how long clips usually take here: each
 * place at the provider becomes free once in that time. 0 for whoever finds a free place; null without a history.
 *
 * @param place 1 for whoever is next
 */
export function startsInSeconds(place: number, places: { all: number; taken: number }, usualSeconds: number | null): number | null {
  const free = Math.max(0, places.all - places.taken);
  if (place <= free) return 0;
  if (usualSeconds === null) return null;
  return Math.round(((place - free) * usualSeconds) / places.all);
}
