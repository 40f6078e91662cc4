// Runs in a thread that may be ended at any time, and imports nothing of ours: its memory, several times the file, goes with it. It makes
// the C2PA manifest of a file and of what will follow it, and answers with its bytes; the file itself is only read.
import { createPrivateKey, sign } from "node:crypto";
import { fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { initSync, WasmBuilder } from "@contentauth/c2pa-wasm";

/** Room for the signature, the certificates and what a reader may want beside them. */
const SPARE_BYTES = 1_024;
const REASON_LENGTH = 200;

const file = openSync(workerData.file);
const fileBytes = fstatSync(file).size;

/** A stretch of the file and its tail, for the package, which knows files only as browsers do. */
class Stretch {
  constructor(start, end) {
    this.start = start;
    this.size = end - start;
  }

  slice(start, end) {
    return new Stretch(this.start + start, this.start + Math.min(end, this.size));
  }

  read() {
    const bytes = new Uint8Array(this.size);
    const ofFile = Math.max(0, Math.min(this.size, fileBytes - this.start));
    for (let at = 0; at < ofFile;) {
      const read = readSync(file, bytes, at, ofFile - at, this.start + at);
      if (read === 0) throw new Error("The file became shorter.");
      at += read;
    }
    if (ofFile < this.size)
      bytes.set(workerData.tail.subarray(this.start + ofFile - fileBytes, this.start + this.size - fileBytes), ofFile);
    return bytes.buffer;
  }
}
globalThis.FileReaderSync = class {
  readAsArrayBuffer(stretch) {
    return stretch.read();
  }
};

// The package wants a whole COSE_Sign1 (RFC 9052) of a signer. These are the few kinds of CBOR (RFC 8949) in one.
const head = (kind, count) => {
  // Always the shortest: a reader that checks the signature writes it anew.
  if (count < 24) return Buffer.of((kind << 5) | count);
  if (count < 256) return Buffer.of((kind << 5) | 24, count);
  return Buffer.of((kind << 5) | 25, count >> 8, count & 255);
};
const number = (value) => head(0, value);
const bytes = (value) => Buffer.concat([head(2, value.length), value]);
const text = (value) => Buffer.concat([head(3, value.length), Buffer.from(value, "latin1")]);
const list = (...items) => Buffer.concat([head(4, items.length), ...items]);
const map = (...pairs) => Buffer.concat([head(5, pairs.length), ...pairs.flat()]);
const NOTHING = Buffer.alloc(0);
const NULL = Buffer.of(0xf6);
const SIGN1 = Buffer.of(0xd2);
const ALGORITHM = 1;
const ES256 = head(1, 6);
const CERTIFICATES = 33;

function coseOf(claim, { chain, keyPem }, length) {
  const certificates = chain.map((one) => bytes(Buffer.from(one)));
  const said = map([number(ALGORITHM), ES256], [number(CERTIFICATES), certificates.length === 1 ? certificates[0] : list(...certificates)]);
  const claimed = list(text("Signature1"), bytes(said), bytes(NOTHING), bytes(Buffer.from(claim)));
  const signature = sign("sha256", claimed, { key: createPrivateKey(keyPem), dsaEncoding: "ieee-p1363" });
  const padded = (zeros) =>
    Buffer.concat([SIGN1, list(bytes(said), map([text("pad"), bytes(Buffer.alloc(zeros))]), NULL, bytes(signature))]);
  // It has to fill the room to the byte. The spare room is so large that the zeros have the longer head also when it is measured.
  return new Uint8Array(padded(length - padded(256).length + 256));
}

/** The package answers with pages; that it knows nobody's certificate is always among them, and no reason. */
function reasonOf(says) {
  const failures = says
    .slice(Math.max(0, says.indexOf("failure: [")))
    .matchAll(/code: "([^"]+)", url: [^,]+, explanation: Some\("([^"]+)"\)/g);
  const reasons = [...failures].filter(([, code]) => code !== "signingCredential.untrusted").map(([, , explanation]) => explanation);
  return (reasons.length > 0 ? reasons.join("; ") : says).slice(0, REASON_LENGTH);
}

try {
  const { signer, manifest, tail } = workerData;
  initSync({ module: readFileSync(fileURLToPath(import.meta.resolve("@contentauth/c2pa-wasm/c2pa.wasm"))) });
  const builder = WasmBuilder.fromJson(JSON.stringify(manifest));
  // What is embedded would stand before the film and move it; here it follows the last byte.
  builder.setNoEmbed(true);
  const reserveSize = signer.chain.reduce((sum, one) => sum + one.length, SPARE_BYTES);
  const definition = { alg: "es256", reserveSize, sign: (claim) => Promise.resolve(coseOf(claim, signer, reserveSize)) };
  const made = await builder.signAndGetManifestBytes(definition, [], "video/mp4", new Stretch(0, fileBytes + tail.length));
  parentPort?.postMessage({ answer: new Uint8Array(made.manifest) });
} catch (error) {
  parentPort?.postMessage({ problem: reasonOf(error instanceof Error ? error.message : String(error)) });
}
