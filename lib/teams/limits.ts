/** A large logo; and a server action, as base64, carries no more. */
export const MOST_LOGO_BYTES = 512 * 1024;
