/** Length, not character classes, is what makes a password hard to guess. Counted as a person counts, in code points. */
export const PASSWORD_MIN_LENGTH = 10;
/** Enough for any pass phrase, and little enough that nobody makes the server hash a megabyte. */
export const PASSWORD_MAX_LENGTH = 256;
