import { z } from "zod";

/**
 * The native surface (`…/contents/generations/tasks`) as it travels. Answers are read tolerantly: an unknown
 * field is ignored, and a known one of the wrong type counts as absent, because one strange value must never
 * hide the state of a paid task.
 */
const text = z.string().nullish().catch(undefined);
const number = z.number().nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);

export const nativeTaskSchema = z.object({
  id: text,
  model: text,
  status: text,
  /** null, absent, a string, or `{ code, message }`; read by `errors.ts`. */
  error: z.unknown().optional(),
  /** What older SDKs call the reason in list items. */
  failure_reason: z.unknown().optional(),
  content: z.object({ video_url: text, last_frame_url: text }).nullish().catch(undefined),
  usage: z.object({ completion_tokens: number, total_tokens: number }).nullish().catch(undefined),
  /** Unix seconds. `updated_at` changes with the state; it is no heartbeat. */
  created_at: number,
  updated_at: number,
  seed: number,
  resolution: text,
  ratio: text,
  /** Whole seconds; `frames` stands in its place when frames were asked for. */
  duration: number,
  frames: number,
  framespersecond: number,
  generate_audio: flag,
  draft: flag,
  priority: number,
  service_tier: text,
  execution_expires_after: number,
  safety_identifier: text,
});

/** `items` may be null: Go programs write an empty list so. */
export const nativeListSchema = z.object({ items: z.array(z.unknown()).nullable(), total: number });

export interface NativeTextItem {
  type: "text";
  text: string;
}
export interface NativeImageItem {
  type: "image_url";
  image_url: { url: string };
  role?: "first_frame" | "last_frame" | "reference_image";
}
export interface NativeVideoItem {
  type: "video_url";
  video_url: { url: string };
  role?: "reference_video";
}
export interface NativeAudioItem {
  type: "audio_url";
  audio_url: { url: string };
  role?: "reference_audio";
}
export type NativeContentItem = NativeTextItem | NativeImageItem | NativeVideoItem | NativeAudioItem;

/** The create body, with every setting that has a default spelled out: defaults differ by surface and version. */
export interface NativeCreateBody {
  model: string;
  content: NativeContentItem[];
  resolution: string;
  ratio: string;
  /** Whole seconds, -1: the model chooses. */
  duration: number;
  safety_identifier?: string;
  /** One field for each of the catalogue's parameters that this style has. */
  [parameter: string]: unknown;
}
