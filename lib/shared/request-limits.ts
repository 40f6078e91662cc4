/** What one request with words may carry, a call of a server action as well; anything larger is an upload and has a way of its own. */
export const MOST_BODY_BYTES = 1024 * 1024;

/** What one request of an upload carries: all that a line which breaks can cost, and a part of the size that buckets like. */
export const MOST_PART_BYTES = 8 * 1024 * 1024;
