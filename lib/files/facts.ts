import { z } from "zod";

const text = z.string().nullable().catch(null);

/** What is known of a moving picture or a sound beyond its size and length. */
const fileFactsSchema = z.object({ framesPerSecond: z.number().nullable().catch(null), videoCodec: text, audioCodec: text });
export type FileFacts = z.infer<typeof fileFactsSchema>;

/** Reads the column `files.facts`; what is not in it is null. */
export const readFileFacts = (json: unknown): FileFacts => fileFactsSchema.parse(json ?? {});
