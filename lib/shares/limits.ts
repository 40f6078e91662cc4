/** More is a collection. */
export const MOST_SHARED_CLIPS = 200;

/** Days after which a link ends, as they are offered. */
export const LIFETIMES_DAYS = [1, 7, 30, 90, 365] as const;
export const USUAL_LIFETIME_DAYS = 30;

export const TITLE_MAX_LENGTH = 120;
export const WATERMARK_MAX_LENGTH = 60;
export const PASSPHRASE_MIN_LENGTH = 8;
export const GUEST_NAME_MAX_LENGTH = 60;
