/** So many clips are changed, or downloaded, at once. */
export const MOST_AT_ONCE = 500;
export const CLIP_NAME_MAX_LENGTH = 120;
export const NOTE_MAX_LENGTH = 500;
export const LABEL_MAX_LENGTH = 40;
/** More than anybody reads on a card. */
export const MOST_LABELS_OF_CLIP = 20;
