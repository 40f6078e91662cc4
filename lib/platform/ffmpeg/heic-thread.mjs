// Runs in a thread that may be ended at any time, and imports nothing of ours. It reads the first picture of a HEIC or
// HEIF file in WebAssembly: the pixels as RGBA, upright, without any of the data that cameras add.
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import heic from "heic-decode";

// 50 megapixels are 200 MB as RGBA; larger pictures are not taken anyway.
const MAX_PIXELS = 50_000_000;

try {
  const pictures = await heic.all({ buffer: readFileSync(workerData.file) });
  const [first] = pictures;
  if (!first || first.width * first.height > MAX_PIXELS) throw new Error("There is no picture in it, or it is too large.");
  const { width, height, data } = await first.decode();
  pictures.dispose();
  const pixels = new Uint8Array(data);
  parentPort?.postMessage({ answer: { width, height, pixels } }, [pixels.buffer]);
} catch (error) {
  parentPort?.postMessage({ problem: error instanceof Error ? error.message : String(error) });
}
