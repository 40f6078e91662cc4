/** How long what was deleted can be brought back; then its bytes go, and nobody has them any more. */
export const TRASH_DAYS = 30;
const TRASH_MS = TRASH_DAYS * 86_400_000;

/** What was deleted before this moment is gone for good. */
export const trashBegan = (): Date => new Date(Date.now() - TRASH_MS);
/** When something that was deleted then will be gone. */
export const goneAt = (deletedAt: Date): string => new Date(deletedAt.getTime() + TRASH_MS).toISOString();
