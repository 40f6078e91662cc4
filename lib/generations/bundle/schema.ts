import { z } from "zod";
import { idsSchema } from "../marks/schema";
import { DEFAULT_TEMPLATE, TEMPLATE_MAX_LENGTH } from "./file-names";

/** Which clips are downloaded as one file, and how they are called in it. */
export const bundleSchema = idsSchema.extend({
  template: z.string().max(TEMPLATE_MAX_LENGTH).default(DEFAULT_TEMPLATE),
  /** Also what they were made from. */
  withInputs: z.boolean().default(false),
  /** Of the words for people in it. */
  language: z.string().max(20).default("en"),
});
export type BundleInput = z.output<typeof bundleSchema>;

export interface BundleView {
  id: string;
  /** Of the clips alone. */
  count: number;
  bytes: number;
}
