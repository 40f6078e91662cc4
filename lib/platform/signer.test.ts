import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSigningFiles } from "@/lib/testing/signing-files";
import { readSigner } from "./signer";

let folder: string;
let files: ReturnType<typeof makeSigningFiles>;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dailies-signer-"));
  files = makeSigningFiles(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const refused = (certificate?: string, key?: string): string => {
  try {
    readSigner({ c2paCertificate: certificate, c2paKey: key });
  } catch (error) {
    return (error as Error).message;
  }
  return expect.fail("it was accepted");
};

describe("the certificate that labels are signed with", () => {
  it("is read with those who vouch for it, and nobody needs one", () => {
    expect(readSigner({})).toBeNull();
    const { certificates } = readSigner({ c2paCertificate: files.certificate, c2paKey: files.key })!;
    expect(certificates.map(({ subject }) => subject)).toEqual(["O=Test\nCN=Signer", "O=Test\nCN=Authority"]);
  });

  it("is refused in words where it cannot be what it should", () => {
    const { certificate, key, authority } = files;
    const nowhere = path.join(folder, "nowhere.pem");
    const rsa = path.join(folder, "rsa.key");
    execFileSync("openssl", ["genrsa", "-out", rsa, "2048"], { stdio: "ignore" });
    const text = path.join(folder, "text.pem");
    writeFileSync(text, "hello");
    expect(refused(certificate)).toContain("C2PA_KEY is missing");
    expect(refused(undefined, key)).toContain("C2PA_CERTIFICATE is missing");
    expect(refused(nowhere, key)).toBe(`C2PA_CERTIFICATE cannot be read: ${nowhere}`);
    expect(refused(certificate, nowhere)).toBe(`C2PA_KEY cannot be read: ${nowhere}`);
    expect(refused(text, key)).toContain("C2PA_CERTIFICATE is no PEM file");
    expect(refused(certificate, text)).toContain("C2PA_KEY is no PEM file");
    expect(refused(certificate, rsa)).toContain("ES256");
    expect(refused(authority, key)).toContain("C2PA_KEY does not belong to the first certificate");
  });
});
