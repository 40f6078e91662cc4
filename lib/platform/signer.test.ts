import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explain } from "@/lib/cli/terminal/failures";
import { makeSigningFiles } from "@/lib/testing/signing-files";
import { parseEnv } from "./env";
import { readSigner } from "./signer";

let folder: string;
let files: ReturnType<typeof makeSigningFiles>;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dailies-signer-"));
  files = makeSigningFiles(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const refused = (c2paCertificate: string, c2paKey: string): string => {
  try {
    readSigner({ c2paCertificate, c2paKey });
  } catch (error) {
    return explain(error)!;
  }
  return expect.fail("it was accepted");
};

describe("the certificate that labels are signed with", () => {
  it("is read with those who vouch for it, and nobody needs one", () => {
    expect(readSigner({})).toBeNull();
    const { certificates } = readSigner({ c2paCertificate: files.certificate, c2paKey: files.key })!;
    expect(certificates.map(({ subject }) => subject)).toEqual(["O=Test\nCN=Signer", "O=Test\nCN=Authority"]);
  });

  it("is another one where another one vouches for it", () => {
    const alone = path.join(folder, "alone.pem");
    writeFileSync(alone, readFileSync(files.certificate, "utf8").split(/(?<=-----END CERTIFICATE-----)/)[0]!);
    const [one, other] = [files.certificate, alone].map((c2paCertificate) => readSigner({ c2paCertificate, c2paKey: files.key })!);
    expect(one!.certificates[0]!.raw).toEqual(other!.certificates[0]!.raw);
    expect(one!.fingerprint).not.toBe(other!.fingerprint);
  });

  it("is refused in words where it cannot be what it should", () => {
    const { certificate, key, authority } = files;
    const nowhere = path.join(folder, "nowhere.pem");
    const rsa = path.join(folder, "rsa.key");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(rsa, privateKey.export({ type: "pkcs8", format: "pem" }));
    const text = path.join(folder, "text.pem");
    writeFileSync(text, "hello");
    expect(refused(nowhere, key)).toContain("C2PA_CERTIFICATE names a file that cannot be read (ENOENT)");
    expect(refused(certificate, nowhere)).toContain("C2PA_KEY names a file that cannot be read (ENOENT)");
    expect(refused(text, key)).toContain("C2PA_CERTIFICATE must name a PEM file with certificates");
    expect(refused(certificate, text)).toContain("C2PA_KEY must name a PEM file with a private key");
    expect(refused(certificate, rsa)).toContain("ES256");
    expect(refused(authority, key)).toContain("C2PA_KEY does not belong to the first certificate");
  });

  it("is never said when the key itself stands where its file should be named", () => {
    const pem = readFileSync(files.key, "utf8");
    const body = pem.split("\n").slice(1, -2);
    const needed = { DATABASE_URL: "postgresql://127.0.0.1/dailies", AUTH_SECRET: "s".repeat(40), C2PA_CERTIFICATE: files.certificate };
    // As it is, as a line of .env writes it, without its first and last line, and as one word.
    for (const pasted of [pem, pem.replaceAll("\n", "\\n"), body.join("\n"), body.join("")]) {
      try {
        readSigner(parseEnv({ ...needed, C2PA_KEY: pasted }));
        expect.fail("it was accepted");
      } catch (error) {
        const says = explain(error);
        expect(says).toContain("C2PA_KEY");
        for (const line of body) expect(says).not.toContain(line);
      }
    }
    expect(() => parseEnv({ ...needed, C2PA_KEY: pem })).toThrow("C2PA_KEY must be the path of a file");
  });
});
