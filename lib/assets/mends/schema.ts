import { z } from "zod";

/** Longer than anything that may be brought. */
const MOST_MS = 24 * 3_600_000;
const moment = z.int().min(0).max(MOST_MS);
const share = z.number().min(0).max(1);

/** How a new file is made of one that is kept. All of them end within the limits of their kind. */
export const howSchema = z.discriminatedUnion("kind", [
  /** Shrunk, enlarged, converted, at an even rate: whatever it needs, and nothing cut off. */
  z.object({ kind: z.literal("fit") }),
  z.object({ kind: z.literal("trim"), startMs: moment, endMs: moment }),
  z.object({
    kind: z.literal("crop"),
    turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
    left: share,
    top: share,
    width: share,
    height: share,
  }),
  /** The loudness of a sound, evened. */
  z.object({ kind: z.literal("level") }),
  /** The first or the last picture of a clip. */
  z.object({ kind: z.literal("frame"), part: z.enum(["first", "last"]) }),
  /** The sound of a clip. */
  z.object({ kind: z.literal("sound") }),
]);
export type How = z.output<typeof howSchema>;

/** `asId`: the id of the new file, made by whoever asks, so that asking twice makes one. */
export const mendSchema = z.object({ id: z.uuid(), asId: z.uuid(), how: howSchema });
export type MendInput = z.output<typeof mendSchema>;

/** What was made, or is being made, of one file. */
export const mendsOfSchema = z.object({ of: z.uuid() });
export type MendsOfInput = z.output<typeof mendsOfSchema>;
