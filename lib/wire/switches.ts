import { z } from "zod";

/** How the two styles are spoken, where documents and field disagree; the defaults are those of the documents. */
export const wireSwitchesSchema = z.object({
  /** What POST /v1/videos answers: all fields, or only id, task_id and status. */
  createAnswer: z.enum(["full", "short"]).default("full"),
  createStatusWord: z.enum(["queued", "pending"]).default("queued"),
  /** The shape of GET /v1/videos/{id}: A Ark-like (the page), B PowerTokens classic, C new-api. */
  videoShape: z.enum(["A", "B", "C"]).default("A"),
  /** How /v1 reports a refusal: wrapped as a relay's task error, or as ByteDance's own envelope. */
  videoErrors: z.enum(["relay", "ark"]).default("relay"),
  /** Image modes on /v1 need a text item, as the page's table of modes says; upstream it is optional. */
  videoTextRequired: z.boolean().default(true),
  /** The model name in answers: `doubao-…` although `dreamina-…` was asked for, as the page shows. */
  responseModel: z.enum(["doubao", "requested"]).default("doubao"),
  /** Whether `--dur 8` inside a prompt counts where the body field is absent. */
  promptFlags: z.boolean().default(true),
  durations: z.enum(["range", "enum12+15", "discrete"]).default("range"),
  /** `asset_id` beside or instead of `url`, as the page's table of media types has it. */
  assetIdAlias: z.enum(["accept", "refuse"]).default("accept"),
  seed: z.enum(["accept", "int31", "refuse"]).default("accept"),
  /** 4k, and 1080p from text alone, are not in the quick start; 1080p of 2.5 is in none of PowerTokens' pages. */
  resolutions: z.enum(["quickStart", "documented", "all"]).default("documented"),
  /** `tools` with web_search, of which the page says that it is not supported overseas. */
  tools: z.enum(["accept", "ignore", "refuse"]).default("refuse"),
  /** How the relay words what it refuses by itself: in OpenAI's manner, or as its task calls do. */
  relayErrors: z.enum(["openai", "task"]).default("openai"),
  echoSafetyIdentifier: z.boolean().default(true),
  echoSeed: z.boolean().default(true),
});
export type WireSwitches = z.infer<typeof wireSwitchesSchema>;
