/** How long a link may live, in days: long enough for a week-end, or a holiday, or a summer; never for ever. */
export const INVITE_DAYS = [1, 7, 30] as const;
/** Of one press. */
export const MOST_INVITED = 50;
