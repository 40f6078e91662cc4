// ffmpeg compiled to WebAssembly (@ffmpeg/core), run like the program: `node wasm-ffmpeg.mjs [--max-memory=<bytes>] <arguments>`.
// It sees only a file system of its own in memory, so the inputs that are named are put into it, and the outputs are taken out.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const core = require.resolve("@ffmpeg/core");

const [maxMemory, given] = /^--max-memory=\d+$/.test(process.argv[2] ?? "")
  ? [Number(process.argv[2].split("=")[1]), process.argv.slice(3)]
  : [Infinity, process.argv.slice(2)];
/** Its memory and its files lie in different places of this process; both count. */
let fileBytes = 0;
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  // ffmpeg takes this as malloc's "no" and ends with its own words.
  if (this.buffer.byteLength + pages * 65_536 + fileBytes > maxMemory) throw new RangeError("out of memory");
  return grow.call(this, pages);
};

// It was compiled for a browser's worker, and asks where its script lies.
globalThis.self = globalThis;
globalThis.location = { href: "" };
const ffmpeg = await require(core)({ wasmBinary: readFileSync(path.join(path.dirname(core), "ffmpeg-core.wasm")) });

/** The words of both streams; of a version both belong on standard output, as the program itself has it. */
const isQuestion = given.includes("-version");
ffmpeg.setLogger(({ type, message }) => (type === "stdout" || isQuestion ? process.stdout : process.stderr).write(`${message}\n`));

const NO_SPACE = 51;
const write = ffmpeg.FS.write;
ffmpeg.FS.write = (/** @type {any} */ stream, ...rest) => {
  const [, , length, position = stream.position] = rest;
  const added = Math.max(0, position + length - (stream.node?.usedBytes ?? 0));
  if (fileBytes + added > maxMemory) throw new ffmpeg.FS.ErrnoError(NO_SPACE);
  if (stream.node?.usedBytes !== undefined) fileBytes += added;
  return write(stream, ...rest);
};

/** @type {{ inside: string, outside: string | null }[]} */
const outputs = [];
let count = 0;
/** A name in memory with the same ending: demuxers and muxers are chosen by it. */
const nameFor = (/** @type {string} */ file) => `/${(count += 1)}${path.extname(file)}`;

const args = given.map((arg, index, all) => {
  const isInput = all[index - 1] === "-i";
  if (isInput && (arg === "pipe:0" || path.isAbsolute(arg))) {
    const inside = nameFor(arg);
    try {
      if (arg !== "pipe:0" && statSync(arg).size > maxMemory) throw new RangeError("the file is larger than the memory");
      ffmpeg.FS.writeFile(inside, readFileSync(arg === "pipe:0" ? 0 : arg));
    } catch (error) {
      // ffmpeg says in its own words that there is no such file.
      if (error.code !== "ENOENT") throw error;
    }
    return inside;
  }
  if (isInput || (arg !== "pipe:1" && !path.isAbsolute(arg))) return arg;
  const inside = nameFor(arg);
  outputs.push({ inside, outside: arg === "pipe:1" ? null : arg });
  return inside;
});

const code = ffmpeg.exec(...args);
for (const { inside, outside } of outputs) {
  if (!ffmpeg.FS.analyzePath(inside).exists) continue;
  const bytes = ffmpeg.FS.readFile(inside);
  if (outside === null) process.stdout.write(bytes);
  else writeFileSync(outside, bytes);
}
process.exitCode = code;
