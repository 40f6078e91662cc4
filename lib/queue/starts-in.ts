/**
 * How long until the generation at this place of the line is probably sent, from how long clips usually take here: each
 * place at the provider becomes free once in that time, but for those of clips that are not confirmed. 0 for whoever finds
 * a free place; null without a history, and where only such clips hold the places.
 *
 * @param place 1 for whoever is next
 */
export function startsInSeconds(
  place: number,
  places: { all: number; taken: number; unconfirmed: number },
  usualSeconds: number | null,
): number | null {
  const free = Math.max(0, places.all - places.taken);
  if (place <= free) return 0;
  const moving = places.all - places.unconfirmed;
  if (usualSeconds === null || moving <= 0) return null;
  return Math.round(((place - free) * usualSeconds) / moving);
}
