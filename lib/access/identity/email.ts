/** RFC 5321 allows no more, in a mail's envelope. */
export const EMAIL_MAX_LENGTH = 254;

/**
 * One spelling per address: the form in which it is stored, looked up and counted. Lower case also for the part
 * before the @, because no mail service of today tells "Ana@" from "ana@".
 */
export const normaliseEmail = (text: string): string => text.trim().normalize("NFC").toLowerCase();

// Letters of any script, but the marks of an address only in ASCII: "ana＠studio.example" (a full-width @) looks
// like an address and is none. Quoted local parts, comments and address literals are not used by people.
const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}-]*\p{L}[\p{L}\p{M}\p{N}-]*$/u;

/** Whether a normalised text has the shape of an address. Nothing is sent to it. */
export function isEmail(text: string): boolean {
  if (text.length > EMAIL_MAX_LENGTH) return false;
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  return local.length <= 64 && LOCAL_PART.test(local) && DOMAIN.test(text.slice(at + 1));
}
