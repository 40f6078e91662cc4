import type { DayCount } from "@/lib/generations/find/count-days";

/** The days of a list in its order, from the newest or from the oldest on, with how many clips each has. */
export interface Scale {
  days: readonly DayCount[];
  isOldestFirst: boolean;
  /** They are those of all clips, and more than there are in the list. */
  isOfAll: boolean;
}

const MINUTES = 24 * 60;

/** `2026-11-22T14:30`, and 24:00 at the end of a day. */
const write = (day: string, minutes: number): string =>
  `${day}T${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Whether a list that begins at a moment shows a clip of the minute. */
export const isShownFrom = (moment: string, isOldestFirst: boolean, day: string, minutes: number): boolean =>
  write(day, minutes) >= moment === isOldestFirst;

/** The moment at which a list begins with the clips of a minute. */
export const beginningAt = (isOldestFirst: boolean, day: string, minutes: number): string =>
  write(day, isOldestFirst ? minutes : minutes + 1);

/** The moment at which a list begins that shows a day from its first clip on. */
export const beginningOf = ({ isOldestFirst }: Scale, day: string): string => write(day, isOldestFirst ? 0 : MINUTES);

export const clipsOf = ({ days }: Scale): number => days.reduce((all, [, clips]) => all + clips, 0);

/** The day that a day of the list is, or would stand at. */
export function placeOf({ days, isOldestFirst }: Scale, day: string): number {
  const at = days.findIndex(([known]) => (isOldestFirst ? known >= day : known <= day));
  return at === -1 ? Math.max(days.length - 1, 0) : at;
}

/**
 * About how many clips stand in front of one: those of the days before its own are counted, and within its own they are taken
 * to be made evenly. Nothing is drawn by it but the room that is left for them.
 * @param minutes of its day
 */
export function rankOf(scale: Scale, day: string, minutes: number): number {
  const place = placeOf(scale, day);
  const before = clipsOf({ ...scale, days: scale.days.slice(0, place) });
  const [known, clips = 0] = scale.days[place] ?? [];
  if (known !== day) return before;
  return before + clips * (scale.isOldestFirst ? minutes / MINUTES : 1 - minutes / MINUTES);
}

/** The other way round: the moment from which about so many clips stand in front. */
export function momentAt(scale: Scale, rank: number): string {
  let before = 0;
  for (const [day, clips] of scale.days) {
    if (rank < before + clips) {
      const part = Math.min(Math.max((rank - before) / clips, 0), 1);
      return write(day, scale.isOldestFirst ? Math.floor(part * (MINUTES - 1)) : MINUTES - Math.floor(part * (MINUTES - 1)));
    }
    before += clips;
  }
  const [last] = scale.days.at(-1)!;
  return write(last, scale.isOldestFirst ? MINUTES - 1 : 1);
}

/** The minutes of its day of a moment, in one time zone. */
export function minuteReader(timeZone: string | undefined): (iso: string) => number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (iso) => {
    const [hours = 0, minutes = 0] = format.format(new Date(iso)).split(":").map(Number);
    return hours * 60 + minutes;
  };
}
