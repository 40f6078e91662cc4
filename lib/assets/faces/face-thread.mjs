// Runs in a thread that may be ended at any time, and imports nothing of ours. It looks for faces in a picture: the small
// detector of face-api, whose weights come in its package, so nothing is fetched from anywhere.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import sharp from "sharp";

/** The longest side that is looked at: faces smaller than a twentieth of a picture stay unseen. */
const SIDE = 416;
/** Below it are knots in wood, and above it some faces in profile are left out. */
const LEAST_SCORE = 0.6;

const folder = path.dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json"));

try {
  // It is bundled for browsers, and asks for these two where it begins; nothing of them is used on a processor alone.
  Object.assign(globalThis, { window: globalThis, document: { createElement: () => ({ getContext: () => null }) } });
  const { nets, tf } = await import(path.join(folder, "dist", "face-api.esm.js"));
  // Else it recommends another package, in every log.
  tf.env().set("IS_NODE", false);
  await tf.setBackend("cpu");
  await tf.ready();
  const read = (name) => readFileSync(path.join(folder, "model", `tiny_face_detector_model${name}`));
  const manifest = JSON.parse(read("-weights_manifest.json").toString("utf8"));
  const weights = Uint8Array.from(read(".bin")).buffer;
  nets.tinyFaceDetector.loadFromWeightMap(
    tf.io.decodeWeights(
      weights,
      manifest.flatMap((part) => part.weights),
    ),
  );
  const { data, info } = await sharp(workerData.file)
    .rotate()
    .resize(SIDE, SIDE, { fit: "inside" })
    .flatten({ background: "#808080" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = tf.tensor3d(new Uint8Array(data), [info.height, info.width, info.channels], "int32");
  const found = await nets.tinyFaceDetector.locateFaces(pixels, { inputSize: SIDE, scoreThreshold: LEAST_SCORE });
  parentPort?.postMessage({ answer: { faces: found.length } });
} catch (error) {
  parentPort?.postMessage({ problem: error instanceof Error ? error.message : String(error) });
}
