// Writes a certificate for signing labels, its key, and the one that vouches for it: node make-certificates.mjs FOLDER DAYS
import "reflect-metadata";
import { KeyObject } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import * as x509 from "@peculiar/x509";

const [folder, days] = process.argv.slice(2);
const EC = { name: "ECDSA", namedCurve: "P-256" };
const DAY_MS = 86_400_000;
const lasts = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + Number(days) * DAY_MS) };
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" };
const newKeys = () => crypto.subtle.generateKey(EC, true, ["sign", "verify"]);
const write = (name, text) => writeFileSync(path.join(folder, name), text);
const writeKey = (name, key) => write(name, KeyObject.from(key).export({ type: "pkcs8", format: "pem" }));

const [vouching, signing] = [await newKeys(), await newKeys()];
const authority = await x509.X509CertificateGenerator.createSelfSigned({
  ...{ name: "O=Test, CN=Authority", keys: vouching, signingAlgorithm, ...lasts },
  extensions: [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(vouching.publicKey),
  ],
});
const signer = await x509.X509CertificateGenerator.create({
  ...{ subject: "O=Test, CN=Signer", issuer: authority.subject, publicKey: signing.publicKey, signingKey: vouching.privateKey },
  ...{ signingAlgorithm, ...lasts },
  extensions: [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection]),
    await x509.SubjectKeyIdentifierExtension.create(signing.publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(vouching.publicKey),
  ],
});
const pemOf = (certificate) => `${certificate.toString("pem")}\n`;
write("ca.pem", pemOf(authority));
write("signer.pem", pemOf(signer) + pemOf(authority));
writeKey("ca.key", vouching.privateKey);
writeKey("signer.key", signing.privateKey);
