import { z } from "zod";
import { CAPTIONS_MAX_LENGTH } from "./vtt";

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
