/** How long what was deleted can be brought back; then its bytes go, and nobody has them any more. */
export const TRASH_DAYS = 30;
