import { getModel, type Mode, type ModelEntry, RATIOS, type Ratio, RESOLUTIONS, type Resolution } from "@/lib/models/catalog";
import { isResolutionOffered } from "@/lib/models/request";

import { readPromptFlags } from "./prompt-flags";
import type { ReadItem, ReadRequest } from "./read-request";
import type { InputSlot } from "./records";
import { invalidParameter, Refusal } from "./refusal";
import type { FidelitySwitches } from "./settings";

/** Ark's names of the modes, which appear in its messages. */
const MODE_WORDS: Record<Mode, string> = { text: "t2v", firstFrame: "i2v", firstLast: "flf2v", references: "r2v" };

/** ByteDance's expiry bounds and default, in seconds. */
const EXPIRY = { min: 3_600, max: 259_200, default: 172_800 };
const MAX_PROMPT = 32_000;

export interface CheckedItem extends ReadItem {
  kind: "image" | "video" | "audio";
  slot: InputSlot;
}

export interface CheckedRequest {
  mode: Mode;
  prompt: string;
  textParam: string;
  media: CheckedItem[];
  resolution: Resolution;
  ratio: Ratio;
  /** null: the model chooses. */
  durationSeconds: number | null;
  sound: boolean;
  watermark: boolean;
  returnLastFrame: boolean;
  seed: number | null;
  safetyIdentifier: string | null;
  priority: number;
  expiresAfterSeconds: number;
  callbackUrl: string | null;
  webSearch: boolean;
}

/** `dreamina-seedance-2-0`: the family that messages speak of. */
export const familyOf = (modelId: string): string => modelId.replace(/-\d{6}$/, "");

/**
 * Everything that can be checked without looking at files: roles, mixing, counts, the audio rule, and each
 * value for this model and mode. The first failure wins, in the service's order.
 * @throws Refusal with the wording that was seen in the field
 */
export function checkRequest(request: ReadRequest, model: ModelEntry, switches: FidelitySwitches): CheckedRequest {
  const media = withRoles(request.items.filter((item): item is ReadItem & { kind: CheckedItem["kind"] } => item.kind !== "text"));
  const texts = request.items.filter((item) => item.kind === "text");
  const prompt = texts.map((item) => item.text).join("\n");
  const textParam = texts[0]?.param ?? "content";
  const mode = modeOf(media);
  checkCounts(media, model);
  if (prompt.trim() === "" && (mode === "text" || (request.surface === "videos" && switches.videoTextRequired))) {
    throw new Refusal(400, "MissingParameter", "The request failed because it is missing the required parameter `content.text`.", {
      param: "content.text",
    });
  }
  if (prompt.length > MAX_PROMPT)
    throw invalidParameter(
      textParam,
      `The parameter \`${textParam}\` specified in the request is not valid: text must be no more than ${MAX_PROMPT} characters.`,
    );
  return { mode, prompt, textParam, media, ...checkValues(request, model, mode, prompt, switches) };
}

const MIXED = "first/last frame content cannot be mixed with reference media content";

function withRoles(items: readonly (ReadItem & { kind: CheckedItem["kind"] })[]): CheckedItem[] {
  const pictures = items.filter((item) => item.kind === "image");
  const bare = pictures.filter((item) => item.slot === null);
  const hasReference = items.some((item) => item.slot === "reference");
  const hasFrame = items.some((item) => item.slot === "firstFrame" || item.slot === "lastFrame");
  if (bare.length >= 2 || (bare.length === 1 && hasFrame))
    throw invalidParameter(
      "content",
      "The parameter `content` specified in the request is not valid: role must be specified for image contents.",
    );
  if ((bare.length === 1 || hasFrame) && hasReference)
    throw invalidParameter("content", `The parameter \`content\` specified in the request is not valid: ${MIXED}.`);
  return items.map((item) => ({ ...item, slot: item.slot ?? "firstFrame" }));
}

function modeOf(media: readonly CheckedItem[]): Mode {
  const frames = (slot: InputSlot) => media.filter((item) => item.slot === slot);
  const [first, last] = [frames("firstFrame"), frames("lastFrame")];
  for (const [name, extra] of [
    ["first_frame", first[1]],
    ["last_frame", last[1]],
  ] as const) {
    if (extra)
      throw invalidParameter(
        extra.param,
        `The parameter \`${extra.param}\` specified in the request is not valid: only one ${name} image is allowed.`,
      );
  }
  if (last[0] && !first[0])
    throw invalidParameter(
      last[0].param,
      `The parameter \`${last[0].param}\` specified in the request is not valid: last_frame requires a first_frame image.`,
    );
  if (last[0]) return "firstLast";
  if (first[0]) return "firstFrame";
  return media.length > 0 ? "references" : "text";
}

function checkCounts(media: readonly CheckedItem[], model: ModelEntry): void {
  const references = media.filter((item) => item.slot === "reference");
  const limits = model.references;
  for (const [kind, limit] of [
    ["image", limits.images],
    ["video", limits.videos],
    ["audio", limits.audios],
  ] as const) {
    const tooMany = references.filter((item) => item.kind === kind)[limit];
    if (tooMany)
      throw invalidParameter(
        tooMany.param,
        `The parameter \`${tooMany.param}\` specified in the request is not valid: the number of reference ${kind}s must be less than or equal to ${limit}.`,
      );
  }
  if (references.length > limits.maxTotal)
    throw invalidParameter(
      "content",
      `The parameter \`content\` specified in the request is not valid: the number of reference files must be less than or equal to ${limits.maxTotal}.`,
    );
  if (references.length > 0 && !limits.audioAlone && references.every((item) => item.kind === "audio")) {
    throw invalidParameter(
      references[0]?.param ?? "content",
      "The parameter `content` specified in the request is not valid: reference audio requires at least one reference image or reference video.",
    );
  }
}

type Values = Omit<CheckedRequest, "mode" | "prompt" | "textParam" | "media">;

function checkValues(request: ReadRequest, model: ModelEntry, mode: Mode, prompt: string, switches: FidelitySwitches): Values {
  const { fields, names, surface } = request;
  const family = familyOf(request.model);
  const flags = switches.promptFlags ? readPromptFlags(prompt) : {};
  const notValid = (name: string, param = name) =>
    invalidParameter(param, `the parameter ${name} specified in the request is not valid for model ${family} in ${MODE_WORDS[mode]}.`);
  const notSupported = (name: string) =>
    invalidParameter(name, `the specified parameter ${name} is not supported for model ${family} in ${MODE_WORDS[mode]}, must be empty.`);
  const wrongType = (name: string, expected: string) =>
    surface === "videos"
      ? new Refusal(400, "invalid_request", `json: cannot unmarshal field ${name}: expected ${expected}`, { param: name, byRelay: true })
      : invalidParameter(name, `The parameter \`${name}\` specified in the request is not valid: expected ${expected}.`);
  const given = (name: string): unknown => (fields[name] === null ? undefined : fields[name]);
  const boolean = (name: string, fallback: boolean): boolean => {
    const value = given(name);
    if (value === undefined) return fallback;
    if (typeof value !== "boolean") throw wrongType(name, "boolean");
    return value;
  };
  const integer = (name: string, min: number, max: number): number | undefined => {
    const value = given(name);
    if (value === undefined) return undefined;
    if (typeof value !== "number" || !Number.isInteger(value)) throw wrongType(name, "integer");
    if (value < min || value > max)
      throw invalidParameter(name, `The parameter \`${name}\` specified in the request is not valid: must be between ${min} and ${max}.`);
    return value;
  };
  const string = (name: string): string | undefined => {
    const value = given(name);
    if (value === undefined) return undefined;
    if (typeof value !== "string") throw wrongType(name, "string");
    return value;
  };

  if (surface !== "videos") {
    if (given("service_tier") !== undefined && given("service_tier") !== "default") throw notSupported("service_tier");
    if (boolean("draft", false)) throw notSupported("draft");
    if (boolean("camera_fixed", false)) throw notSupported("camera_fixed");
    if (given("frames") !== undefined) throw notSupported("frames");
  }

  const resolution = string(names.resolution) ?? flags.resolution ?? model.defaults.resolution;
  const rules = ({ videos: "openai", native: "native", ark: "direct" } as const)[surface];
  const isWithheld = resolution === "4k" && !switches.offer4k;
  if (
    isWithheld ||
    !RESOLUTIONS.includes(resolution as Resolution) ||
    !isResolutionOffered(model.key, mode, resolution as Resolution, rules)
  )
    throw notValid("resolution", names.resolution);

  // Upstream everything is adaptive unless it is said; the relay's own surface has a default for each mode.
  const ratio = string("ratio") ?? flags.ratio ?? (surface === "videos" ? model.defaults.ratio[mode] : "adaptive");
  if (!RATIOS.includes(ratio as Ratio)) throw notValid("ratio");

  const duration =
    readDuration(given(names.duration), surface, () => wrongType(names.duration, surface === "videos" ? "string" : "integer")) ??
    flags.duration ??
    model.duration.default;
  if (!isDurationOffered(duration, model, switches)) throw notValid("duration", names.duration);

  const seed = integer("seed", -1, switches.seed === "int31" ? 2_147_483_647 : 4_294_967_295) ?? flags.seed ?? -1;
  if (switches.seed === "refuse" && given("seed") !== undefined) throw notSupported("seed");

  const safetyIdentifier = string("safety_identifier") ?? null;
  if (safetyIdentifier !== null && safetyIdentifier.length > 64)
    throw invalidParameter(
      "safety_identifier",
      "The parameter `safety_identifier` specified in the request is not valid: must be no more than 64 characters.",
    );

  const callbackUrl = surface === "videos" ? null : (string("callback_url") ?? null);
  if (callbackUrl !== null && !/^https?:\/\//i.test(callbackUrl))
    throw invalidParameter(
      "callback_url",
      "The parameter `callback_url` specified in the request is not valid: expected an http or https URL.",
    );

  return {
    resolution: resolution as Resolution,
    ratio: ratio as Ratio,
    durationSeconds: duration === -1 ? null : duration,
    sound: boolean("generate_audio", true),
    watermark: boolean("watermark", flags.watermark ?? false),
    returnLastFrame: boolean("return_last_frame", false),
    seed: seed === -1 ? null : seed,
    safetyIdentifier,
    priority: surface === "videos" ? 0 : (integer("priority", 0, 9) ?? 0),
    expiresAfterSeconds:
      surface === "videos" ? EXPIRY.default : (integer("execution_expires_after", EXPIRY.min, EXPIRY.max) ?? EXPIRY.default),
    callbackUrl,
    webSearch: surface !== "videos" && readTools(given("tools")),
  };
}

function readDuration(value: unknown, surface: ReadRequest["surface"], wrongType: () => Refusal): number | undefined {
  if (value === undefined) return undefined;
  if (surface === "videos") {
    if (typeof value !== "string") throw wrongType();
    // A word that is no number becomes one that no model offers, and is refused by value.
    return /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  }
  if (typeof value !== "number" || !Number.isInteger(value)) throw wrongType();
  return value;
}

function isDurationOffered(seconds: number, model: ModelEntry, switches: FidelitySwitches): boolean {
  if (seconds === -1) return model.duration.automatic;
  if (!(seconds >= model.duration.min && seconds <= model.duration.max)) return false;
  if (switches.durations === "discrete") return [4, 5, 6, 8, 10, 12, 15].includes(seconds);
  return switches.durations === "range" || seconds <= 12 || seconds >= 15;
}

function readTools(value: unknown): boolean {
  if (value === undefined) return false;
  const ok =
    Array.isArray(value) &&
    value.every((tool: unknown) => typeof tool === "object" && tool !== null && (tool as { type?: unknown }).type === "web_search");
  if (!ok) throw invalidParameter("tools", "The parameter `tools` specified in the request is not valid: only web_search is supported.");
  return value.length > 0;
}

/** The catalogue entry for a name on this surface, if this account may use it. */
export function isModelOpen(model: ModelEntry, switches: FidelitySwitches): boolean {
  return switches.models.length > 0 ? switches.models.includes(model.key) : getModel(model.key).offeredByDefault;
}
