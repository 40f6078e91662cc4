/**
 * SHA-256 of a file as lower-case hex, or null where the browser cannot: plain http on a local network has no
 * `crypto.subtle`. Without it the server finds out itself that it has these bytes, only later.
 */
export async function hashFile(file: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
