import { z } from "zod";

/** More than is said in any clip. */
export const CAPTIONS_MAX_LENGTH = 100_000;

export const saveCaptionsSchema = z.object({
  id: z.uuid(),
  /** As somebody typed or uploaded it; without words: there are none any more. */
  text: z.string().max(CAPTIONS_MAX_LENGTH),
  /** What the save builds on. */
  version: z.int().min(0),
});
export type SaveCaptionsInput = z.output<typeof saveCaptionsSchema>;

export interface CaptionsView {
  /** WebVTT; empty: there are none. */
  text: string;
  /** Counts the saves; 0: never. */
  version: number;
}
