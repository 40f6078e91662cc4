/** How often a page that is looked at says so. */
export const BEAT_MS = 12_000;
/** Whoever said nothing for so long is gone: two signs in a row were lost. */
export const GONE_MS = 38_000;
/** How often a web process tells the others of the signs that only said "still here". */
export const REPEAT_MS = 8_000;
/** Pages that one person has open in a team; of more the one that was silent longest is forgotten. */
export const MOST_PAGES = 20;
/** People that a page is told of: more is a crowd, and no longer somebody. */
export const MOST_PEOPLE = 60;
