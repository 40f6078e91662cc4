import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const LEAF = `basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=emailProtection
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
`;

/** A certificate for signing labels with the one that vouches for it behind it, made by openssl for this test alone. */
export function makeSigningFiles(folder: string, days = 2): { certificate: string; key: string; authority: string } {
  const at = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]): string => execFileSync("openssl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const ofAuthority = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  openssl("req", "-x509", ...newKey, "-config", "/dev/null", "-subj", "/O=Test/CN=Authority", "-days", String(days), ...ofAuthority, "-keyout", at("ca.key"), "-out", at("ca.pem")); // prettier-ignore
  openssl("req", "-new", ...newKey, "-config", "/dev/null", "-subj", "/O=Test/CN=Signer", "-keyout", at("signer.key"), "-out", at("signer.csr")); // prettier-ignore
  writeFileSync(at("leaf.ext"), LEAF);
  const leaf = openssl("x509", "-req", "-in", at("signer.csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days", String(days), "-extfile", at("leaf.ext")); // prettier-ignore
  writeFileSync(at("signer.pem"), leaf + readFileSync(at("ca.pem"), "utf8"));
  return { certificate: at("signer.pem"), key: at("signer.key"), authority: at("ca.pem") };
}
