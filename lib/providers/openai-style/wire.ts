import { z } from "zod";

/**
 * `/v1/videos` as it travels. Three shapes of answer exist (Ark-like, PowerTokens classic, new-api), and one
 * schema takes them all: a field that is absent or of the wrong type is undefined.
 */
const text = z.string().nullish().catch(undefined);
const number = z.number().nullish().catch(undefined);
/** "5" and 5 both occur. */
const looseNumber = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(undefined);

export const videoTaskSchema = z.object({
  id: text,
  task_id: text,
  object: text,
  model: text,
  status: text,
  progress: z.unknown().optional(),
  /** null, a string, or `{ code, message }`; read by `errors.ts`. */
  error: z.unknown().optional(),
  fail_reason: z.unknown().optional(),
  /** Shape A keeps the links here. */
  content: z.object({ video_url: text, last_frame_url: text }).nullish().catch(undefined),
  /** Shape B. */
  video_url: text,
  last_frame_url: text,
  /** Shape C keeps the link here, shape B what the settings came to be. */
  metadata: z
    .object({ url: text, last_frame_url: text, resolution: text, ratio: text, duration: looseNumber, seed: number })
    .nullish()
    .catch(undefined),
  url: text,
  usage: z.object({ completion_tokens: number, total_tokens: number }).nullish().catch(undefined),
  created_at: number,
  updated_at: number,
  completed_at: number,
  seed: number,
  resolution: text,
  size: text,
  ratio: text,
  duration: looseNumber,
  seconds: looseNumber,
  frames: number,
  safety_identifier: text,
});

export const modelListSchema = z.object({ data: z.array(z.object({ id: text }).nullable().catch(null)) });

export interface VideoMediaText {
  type: "text";
  text: string;
}
export interface VideoMediaFile {
  type: "first_frame" | "last_frame" | "reference_image" | "reference_video" | "reference_audio";
  url: string;
}

/** The create body. `seconds` is a string here, and there is no `prompt`: the text is the first media item. */
export interface VideoCreateBody {
  model: string;
  media: (VideoMediaText | VideoMediaFile)[];
  /** "4" … "15", or "-1": the model chooses. */
  seconds: string;
  size: string;
  ratio: string;
  safety_identifier?: string;
  /** One field for each of the catalogue's parameters that this style has. */
  [parameter: string]: unknown;
}
