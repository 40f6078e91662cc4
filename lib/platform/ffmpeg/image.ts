import { stat } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { askThread } from "@/lib/platform/ask-thread";
import { AppError } from "@/lib/shared/errors";
import { HEIF_BRANDS } from "@/lib/shared/heif-brands";
import { stillToPngArgs } from "./args";
import { runFfmpeg } from "./run-ffmpeg";
import { headOf } from "../storage/sync";

export const IMAGE_FORMATS = ["jpeg", "png", "webp", "gif", "tiff", "bmp", "heic", "avif"] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

export interface ImageProbe {
  format: ImageFormat;
  /** As it is shown: turned the way its EXIF says. */
  width: number;
  height: number;
}

// 50 megapixels are 200 MB in memory; the largest picture that is taken is 6000 by 6000.
const MAX_PIXELS = 50_000_000;
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const BMP_TIMEOUT_MS = 15_000;

// libvips reads many more formats, some of them by large libraries with a history. What is not asked for stays shut.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    ...["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadTiff"],
    // The build has the decoder of AV1 alone, and only what is called AVIF by its bytes gets there.
    "VipsForeignLoadHeif",
    // Out of memory alone, where `drawSvg` puts what we wrote ourselves: no file is ever read as SVG.
    "VipsForeignLoadSvgBuffer",
  ],
});
// A cache of decoded pictures would only keep what nobody asks for twice.
sharp.cache(false);

function signatureOf(head: Buffer): ImageFormat | null {
  if (head.length < 12) return null;
  if (head.readUIntBE(0, 3) === 0xffd8ff) return "jpeg";
  if (head.readUInt32BE(0) === 0x89504e47) return "png";
  if (head.toString("latin1", 0, 4) === "RIFF" && head.toString("latin1", 8, 12) === "WEBP") return "webp";
  if (head.toString("latin1", 0, 4) === "GIF8") return "gif";
  if (["II*\0", "MM\0*"].includes(head.toString("latin1", 0, 4))) return "tiff";
  if (head.toString("latin1", 0, 2) === "BM") return "bmp";
  if (head.toString("latin1", 4, 8) === "ftyp" && HEIF_BRANDS.includes(head.toString("latin1", 8, 12))) return "heic";
  if (["ftypavif", "ftypavis"].includes(head.toString("latin1", 4, 12))) return "avif";
  return null;
}

const refuse = (cause?: unknown): never => {
  throw new AppError("unreadable-media", { cause });
};

/** Width and height out of a BMP's header: before ffmpeg is given anything that would be too large to decode. */
function bmpSize(head: Buffer): { width: number; height: number } {
  if (head.length < 26) return refuse();
  const headerBytes = head.readUInt32LE(14);
  // The header of OS/2 counts in 16 bits; in all others a negative height means "top row first".
  const [width, height] =
    headerBytes === 12 ? [head.readUInt16LE(18), head.readUInt16LE(20)] : [head.readInt32LE(18), Math.abs(head.readInt32LE(22))];
  if (width <= 0 || height <= 0 || width * height > MAX_PIXELS) return refuse();
  return { width, height };
}

/** libvips cannot read BMP, so ffmpeg turns it into PNG on the way. */
async function bmpAsPng(file: string, head: Buffer): Promise<Buffer> {
  bmpSize(head);
  const { stdout } = await runFfmpeg(stillToPngArgs(file, { demuxer: "bmp_pipe" }), {
    timeoutMs: BMP_TIMEOUT_MS,
    maxOutputBytes: 256 * 1024 * 1024,
  });
  return stdout;
}

interface Pixels {
  width: number;
  height: number;
  pixels: Uint8Array;
}

// 12 megapixels take 0.4 s and 217 MB, most of it outside the heap.
const HEIC_LIMITS = { timeoutMs: 30_000, maxHeapMb: 256 };

/** A picture that came from outside, ready to be worked on: of a known kind, not too large, its first page only. */
async function openImage(file: string): Promise<{ format: ImageFormat; image: Sharp }> {
  const { size } = await stat(file);
  const head = await headOf(file, 64);
  const format = signatureOf(head);
  if (!format || size > MAX_FILE_BYTES) return refuse();
  if (format === "heic") {
    const { pixels, ...size } = await askThread<Pixels>("platform/ffmpeg/heic-thread.mjs", { file }, HEIC_LIMITS);
    return { format, image: sharp(pixels, { raw: { ...size, channels: 4 } }).removeAlpha() };
  }
  const source = format === "bmp" ? await bmpAsPng(file, head) : file;
  return { format, image: sharp(source, { limitInputPixels: MAX_PIXELS, failOn: "error", pages: 1, sequentialRead: true }) };
}

/**
 * Format and size of a picture, decoded to its last row, so that a file which was cut short is found out.
 * @throws AppError unreadable-media
 */
export async function probeImage(file: string): Promise<ImageProbe> {
  try {
    const { format, image } = await openImage(file);
    const { autoOrient, width, height } = await image.metadata();
    await image.clone().stats();
    // Raw pixels have no orientation to apply.
    return { format, width: autoOrient?.width ?? width, height: autoOrient?.height ?? height };
  } catch (error) {
    return error instanceof AppError ? refuse(error.cause) : refuse(error);
  }
}

/** A picture of ours, upright already, to be drawn anew: its size, and how it is written in its own format. @throws AppError unreadable-media */
export async function openForDrawing(file: string): Promise<{
  image: Sharp;
  size: () => Promise<{ width: number; height: number }>;
  asItWas: (drawn: Sharp) => Sharp;
}> {
  const { format, image } = await openImage(file);
  // Of one that moves only the first picture is drawn, and PNG keeps it as it is.
  const kept = KEPT_AS[format] === "gif" ? "png" : KEPT_AS[format];
  const size = async () => {
    const { width, height } = await image.metadata();
    return { width, height };
  };
  return { image: image.clone().keepIccProfile(), size, asItWas: (drawn) => written(drawn, kept) };
}

const written = (drawn: Sharp, kept: "jpeg" | "png" | "webp" | "gif"): Sharp =>
  kept === "jpeg" ? drawn.jpeg({ quality: QUALITY }) : kept === "webp" ? drawn.webp({ quality: QUALITY }) : drawn.toFormat(kept);

/** Whatever stood against reading a picture, as one refusal. */
export const refuseUnreadable = (error: unknown): never => (error instanceof AppError ? refuse(error.cause) : refuse(error));

/** What a picture is kept as: its own format where browsers and the provider know it, else one without loss. */
const KEPT_AS: Record<ImageFormat, "jpeg" | "png" | "webp" | "gif"> = {
  jpeg: "jpeg",
  heic: "jpeg",
  avif: "jpeg",
  png: "png",
  tiff: "png",
  bmp: "png",
  webp: "webp",
  gif: "gif",
};
const QUALITY = 95;

/**
 * Draws a picture anew, so that nothing but the picture is left: upright, with its colour profile, without place, serial
 * number, names, and whatever else was hidden in the file.
 * @param file as it arrived
 * @param to where the clean one is written
 * @throws AppError unreadable-media
 */
export async function cleanImage(file: string, to: string): Promise<{ mimeType: string; width: number; height: number }> {
  try {
    const { format, image } = await openImage(file);
    const kept = KEPT_AS[format];
    const isPrint = (await image.metadata()).space === "cmyk";
    const whole = format === "gif" ? sharp(file, { limitInputPixels: MAX_PIXELS, failOn: "error", pages: -1 }) : image;
    const upright = whole.autoOrient().toColourspace("srgb");
    // A profile for ink says nothing about the colours of a screen.
    const coloured = isPrint || format === "heic" || format === "gif" ? upright : upright.keepIccProfile();
    const { width, height, pageHeight } = await written(coloured, kept).toFile(to);
    return { mimeType: `image/${kept}`, width, height: pageHeight ?? height };
  } catch (error) {
    return error instanceof AppError ? refuse(error.cause) : refuse(error);
  }
}

/**
 * A small WebP, turned upright and without any of the data that cameras add.
 * @param source a path, or the bytes of a picture that we made ourselves
 * @param side bounds the longer side in pixels
 * @throws AppError unreadable-media
 */
export async function makeWebp(source: string | Buffer, side: number): Promise<{ bytes: Buffer; width: number; height: number }> {
  try {
    const image =
      typeof source === "string" ? (await openImage(source)).image : sharp(source, { limitInputPixels: MAX_PIXELS, failOn: "error" });
    const { data, info } = await image
      .autoOrient()
      .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch (error) {
    return error instanceof AppError ? refuse(error.cause) : refuse(error);
  }
}

/** How large the thumbnails of assets are, along their longer side. */
export const THUMBNAIL_SIDE = 480;

/** The thumbnail of a picture. @throws AppError unreadable-media */
export const makeThumbnail = (source: string | Buffer) => makeWebp(source, THUMBNAIL_SIDE);

/** A drawing of our own as PNG, in its own size. Never for what somebody brought. */
export const drawSvg = (svg: string): Promise<Buffer> => sharp(Buffer.from(svg), { limitInputPixels: MAX_PIXELS }).png().toBuffer();

/** A picture that we drew ourselves as PNG, for readers that know no WebP. */
export const drawPng = (source: Uint8Array): Promise<Buffer> => sharp(source, { limitInputPixels: MAX_PIXELS }).png().toBuffer();
