/**
 * Length, not character classes, is what makes a password hard to guess. Counted as a person counts, in code points.
 * Whoever has a shorter one of an older version still signs in with it.
 */
export const PASSWORD_MIN_LENGTH = 12;
/** Enough for any pass phrase, and little enough that nobody makes the server hash a megabyte. */
export const PASSWORD_MAX_LENGTH = 256;
