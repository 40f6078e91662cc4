// What the reader of the C2PA project says of a file, as JSON: node read-credentials.mjs FILE [CERTIFICATE TO TRUST]
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { initSync, WasmReader } from "@contentauth/c2pa-wasm";

const [file, authority] = process.argv.slice(2);
initSync({ module: readFileSync(fileURLToPath(import.meta.resolve("@contentauth/c2pa-wasm/c2pa.wasm"))) });
const trust = authority ? JSON.stringify({ trust: { user_anchors: readFileSync(authority, "utf8") } }) : null;
const reader = await WasmReader.fromBytes("video/mp4", new Uint8Array(readFileSync(file)), trust);
console.log(reader.json());
