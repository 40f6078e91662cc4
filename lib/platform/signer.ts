import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

/** Who signs what leaves the studio. */
export interface Signer {
  /** The signer's certificate first, then those of who vouches for it. */
  certificates: X509Certificate[];
  keyPem: string;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function reading<T>(variable: string, file: string, what: string, read: (text: string) => T): T {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`${variable} cannot be read: ${file}`);
  }
  try {
    return read(text);
  } catch {
    throw new Error(`${variable} is no PEM file with ${what}: ${file}`);
  }
}

interface SignerFiles {
  c2paCertificate?: string | undefined;
  c2paKey?: string | undefined;
}

/** Null: nothing is signed. @throws Error that names the setting and says what would be right */
export function readSigner({ c2paCertificate, c2paKey }: SignerFiles): Signer | null {
  if (!c2paCertificate && !c2paKey) return null;
  if (!c2paCertificate) throw new Error("C2PA_CERTIFICATE is missing: the certificates that belong to C2PA_KEY");
  if (!c2paKey) throw new Error("C2PA_KEY is missing: the private key of the certificate in C2PA_CERTIFICATE");
  const certificates = reading("C2PA_CERTIFICATE", c2paCertificate, "certificates", (text) => {
    const [first, ...others] = text.match(CERTIFICATE)!;
    return [first!, ...others].map((pem) => new X509Certificate(pem));
  });
  const { key, keyPem } = reading("C2PA_KEY", c2paKey, "a private key without a password", (text) => ({
    ...{ key: createPrivateKey(text), keyPem: text },
  }));
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") throw new Error("C2PA_KEY must be a key for ES256 (elliptic curve P-256)");
  if (!certificates[0]!.checkPrivateKey(key))
    throw new Error("C2PA_KEY does not belong to the first certificate in C2PA_CERTIFICATE, which has to be the signer's own");
  return { certificates, keyPem };
}
