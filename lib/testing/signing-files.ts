import { execFileSync } from "node:child_process";
import path from "node:path";

/** A certificate for signing labels with the one that vouches for it behind it, made for this test alone. */
export function makeSigningFiles(folder: string, days = 2): { certificate: string; key: string; authority: string; authorityKey: string } {
  execFileSync(process.execPath, [path.resolve("lib/testing/make-certificates.mjs"), folder, String(days)]);
  const at = (name: string): string => path.join(folder, name);
  return { certificate: at("signer.pem"), key: at("signer.key"), authority: at("ca.pem"), authorityKey: at("ca.key") };
}
