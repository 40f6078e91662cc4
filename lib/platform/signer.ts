import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Env, SettingsError } from "./env";

/** Who signs what leaves the studio. */
export interface Signer {
  /** The signer's certificate first, then those of who vouches for it. */
  certificates: X509Certificate[];
  /** Of all of them: another one for every other signer. */
  fingerprint: string;
  keyPem: string;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

// What the setting holds is never said: somebody may have put the key itself there.
function reading<T>(variable: string, file: string, what: string, read: (text: string) => T): T {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new SettingsError([`${variable} names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
  try {
    return read(text);
  } catch {
    throw new SettingsError([`${variable} must name a PEM file with ${what}`]);
  }
}

/**
 * Reads the files that labels are signed with; null: nothing is signed.
 * @throws SettingsError that names the setting and says what would be right
 */
export function readSigner({ c2paCertificate, c2paKey }: Pick<Env, "c2paCertificate" | "c2paKey">): Signer | null {
  if (!c2paCertificate || !c2paKey) return null;
  const certificates = reading("C2PA_CERTIFICATE", c2paCertificate, "certificates", (text) => {
    const [first, ...others] = text.match(CERTIFICATE)!;
    return [first!, ...others].map((pem) => new X509Certificate(pem));
  });
  const { key, keyPem } = reading("C2PA_KEY", c2paKey, "a private key without a password", (text) => ({
    ...{ key: createPrivateKey(text), keyPem: text },
  }));
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1")
    throw new SettingsError(["C2PA_KEY must be a key for ES256 (elliptic curve P-256)"]);
  if (!certificates[0]!.checkPrivateKey(key))
    throw new SettingsError(["C2PA_KEY does not belong to the first certificate in C2PA_CERTIFICATE, which has to be the signer's own"]);
  const fingerprint = certificates.reduce((hash, { raw }) => hash.update(raw), createHash("sha256")).digest("hex");
  return { certificates, fingerprint, keyPem };
}
