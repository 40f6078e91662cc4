import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

// The secret that signs sessions is what every process already has; a key of its own is derived from it. Its label is older than
// what else is sealed now, which `context` keeps apart.
const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "", "dailies provider keys", 32));

/**
 * Encrypts a secret for the database. It opens only with the same secret and the same `context`, so that a ciphertext
 * moved to another row is worthless.
 */
export function seal(plain: string, context: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** Null when secret, context or bytes are not those it was sealed with. */
export function unseal(sealed: string, context: string, secret: string): string | null {
  const bytes = Buffer.from(sealed, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(secret), bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
