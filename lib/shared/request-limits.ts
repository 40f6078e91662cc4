/** What one request with words may carry, a call of a server action as well; anything larger is an upload and has a way of its own. */
export const MOST_BODY_BYTES = 1024 * 1024;
