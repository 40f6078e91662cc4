import { z } from "zod";

/** What a browser says of a file before its bytes come; all of it is checked again against the bytes. */
export const requestUploadSchema = z.object({
  name: z.string().max(1000),
  mimeType: z.string().max(200),
  sizeBytes: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** Lower-case hex; absent where the browser cannot hash. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type RequestUploadInput = z.infer<typeof requestUploadSchema>;

/** What a table calls its files: by their names, and by the ids behind those that are not alone in their name. */
export const findFilesSchema = z.object({
  names: z.array(z.string().max(1000)).max(5_000),
  ids: z.array(z.uuid()).max(5_000),
});
export type FindFilesInput = z.infer<typeof findFilesSchema>;

/** Files of one composer, or of one page of a library. */
const MOST_AT_ONCE = 100;

export const filesSchema = z.object({ ids: z.array(z.uuid()).max(MOST_AT_ONCE) });
/** The same as they stand in an address. */
export const fileStatesSchema = z.object({
  ids: z
    .string()
    .transform((ids) => (ids === "" ? [] : ids.split(",")))
    .pipe(filesSchema.shape.ids),
});

/** The address of a picture on another page. */
export const bringFromWebSchema = z.object({ url: z.string().max(4_000) });
export type BringFromWebInput = z.infer<typeof bringFromWebSchema>;
