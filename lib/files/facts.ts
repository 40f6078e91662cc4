import { z } from "zod";

const text = z.string().nullable().catch(null);

/** What is known of a moving picture or a sound beyond its size and length. */
const fileFactsSchema = z.object({
  framesPerSecond: z.number().nullable().catch(null),
  videoCodec: text,
  audioCodec: text,
  codecs: text, // as browsers are asked about them, such as `avc1.640028, mp4a.40.2`
});
export type FileFacts = z.infer<typeof fileFactsSchema>;

/** Reads the column `files.facts`; what is not in it is null. */
export const readFileFacts = (json: unknown): FileFacts => fileFactsSchema.parse(json ?? {});

/**
 * The most that a copy for every browser has: full HD. At 4k it takes two and a half times the work and six times the room (measured), and
 * telephones have no decoder for it; whoever needs every pixel downloads the original.
 */
export const PREVIEW_PIXELS = 1920 * 1080;

/** What cards play: the longer side in pixels, and the most that it takes. A card is 427 pixels wide at its usual height. */
export const PROXY_SIDE = 480;
export const PROXY_BITS_PER_SECOND = 300_000;
/** From how many times as large on a clip is worth it. */
const WORTH_A_PROXY = 2;
/** Bytes for each millisecond, above which a clip has one. Also read by Postgres. */
export const PROXY_FROM_BYTES_PER_MS = (WORTH_A_PROXY * PROXY_BITS_PER_SECOND) / 8 / 1000;

/** Whether a card would rather play a smaller copy. */
export const wantsProxy = ({ bytes, durationMs }: { bytes: bigint | null; durationMs: number | null }): boolean =>
  bytes !== null && durationMs !== null && Number(bytes) > durationMs * PROXY_FROM_BYTES_PER_MS;

/** H.264 in the three profiles that have 8 bits only: what every browser plays. Also read by Postgres. */
export const PLAIN_CODECS = "^avc[13][.](42|4d|64)";

/** Whether some browser may not play a clip: anything but plain H.264, and 10-bit H.264 as well. */
export const wantsPreview = ({ videoCodec, codecs }: FileFacts): boolean =>
  codecs === null ? videoCodec !== null && videoCodec !== "avc" : !new RegExp(PLAIN_CODECS, "i").test(codecs);
