import { type Mode, type ModelEntry, RATIOS, type Ratio, RESOLUTIONS, type Resolution } from "@/lib/models/catalog";
import { findExperiment, isResolutionOffered } from "@/lib/models/request";
import { readPromptFlags } from "./prompt-flags";
import type { ReadRequest } from "./read-request";
import { invalidParameter, Refusal, unfit } from "./refusal";
import type { WireSwitches } from "./switches";

/** Ark's names of the modes, which appear in its messages. */
const MODE_WORDS: Record<Mode, string> = { text: "t2v", firstFrame: "i2v", firstLast: "flf2v", references: "r2v" };

/** ByteDance's expiry bounds and default, in seconds. */
const EXPIRY = { min: 3_600, max: 259_200, default: 172_800 };

/** `dreamina-seedance-2-0`: the family that messages speak of. */
export const familyOf = (modelId: string): string => modelId.replace(/-\d{6}$/, "");

/** What was asked for, defaults filled in. */
export interface CheckedValues {
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
  outputFormat: "mp4" | "mov";
}

/** Each value for this model, mode and surface. @throws Refusal */
export function checkValues(request: ReadRequest, model: ModelEntry, mode: Mode, prompt: string, switches: WireSwitches): CheckedValues {
  const { fields, names, surface } = request;
  const family = familyOf(request.model);
  const flags = switches.promptFlags ? readPromptFlags(prompt, model.duration) : {};
  const notValid = (name: string, param = name) =>
    invalidParameter(param, `the parameter ${name} specified in the request is not valid for model ${family} in ${MODE_WORDS[mode]}.`);
  const notSupported = (name: string) =>
    invalidParameter(name, `the specified parameter ${name} is not supported for model ${family} in ${MODE_WORDS[mode]}, must be empty.`);
  const wrongType = (name: string, expected: string) =>
    surface === "videos"
      ? new Refusal(400, "invalid_request", `json: cannot unmarshal field ${name}: expected ${expected}`, { param: name, byRelay: true })
      : unfit(name, `expected ${expected}`);
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
    if (value < min || value > max) throw unfit(name, `must be between ${min} and ${max}`);
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
  const experiment = findExperiment(model.key, mode, resolution as Resolution, rules);
  const isWithheld =
    experiment !== undefined &&
    (switches.resolutions === "quickStart" || (switches.resolutions === "documented" && experiment.undocumented));
  if (
    isWithheld ||
    !RESOLUTIONS.includes(resolution as Resolution) ||
    !isResolutionOffered(model.key, mode, resolution as Resolution, rules)
  )
    throw notValid("resolution", names.resolution);

  // Upstream everything is adaptive unless it is said; the relay's own surface has a default for each mode.
  const ratio = string("ratio") ?? flags.ratio ?? (surface === "videos" ? model.defaults.ratio[mode] : "adaptive");
  if (!RATIOS.includes(ratio as Ratio)) throw notValid("ratio");
  if (!model.ratios[mode].includes(ratio as Ratio))
    throw new Refusal(
      400,
      "InvalidParameter.TaskTypeConstraint",
      `the parameter ratio specified in the request must be ${model.ratios[mode].join(", ")} for model ${family} in ${MODE_WORDS[mode]}.`,
      { param: "ratio" },
    );

  const duration =
    readDuration(given(names.duration), surface, () => wrongType(names.duration, surface === "videos" ? "string" : "integer")) ??
    flags.duration ??
    model.duration.default;
  if (!isDurationOffered(duration, model, switches)) throw notValid("duration", names.duration);

  const seed = integer("seed", -1, switches.seed === "int31" ? 2_147_483_647 : 4_294_967_295) ?? flags.seed ?? -1;
  if (switches.seed === "refuse" && given("seed") !== undefined) throw notSupported("seed");

  const safetyIdentifier = string("safety_identifier") ?? null;
  if (safetyIdentifier !== null && safetyIdentifier.length > 64) throw unfit("safety_identifier", "must be no more than 64 characters");

  const container = string("output_format");
  if (container !== undefined && !model.containers) throw notSupported("output_format");
  if (container !== undefined && !model.containers?.includes(container as "mov")) throw notValid("output_format");

  const callbackUrl = surface === "videos" ? null : (string("callback_url") ?? null);
  if (callbackUrl !== null && !/^https?:\/\//i.test(callbackUrl)) throw unfit("callback_url", "expected an http or https URL");

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
    webSearch: surface !== "videos" && readTools(given("tools"), switches, () => notSupported("tools")),
    outputFormat: (container ?? "mp4") as "mp4" | "mov",
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

function isDurationOffered(seconds: number, { duration }: ModelEntry, switches: WireSwitches): boolean {
  if (seconds === -1) return duration.automatic;
  if (!(seconds >= duration.min && seconds <= duration.max)) return false;
  // Only the 2.0 family was ever seen with gaps: 6 is in none of the pages' lists of safe lengths, and works.
  if (switches.durations === "range" || duration.openaiMissing.length === 0) return true;
  return switches.durations === "discrete" ? seconds === 6 || duration.safest.includes(seconds) : !duration.openaiMissing.includes(seconds);
}

function readTools(value: unknown, switches: WireSwitches, notSupported: () => Refusal): boolean {
  if (value === undefined || switches.tools === "ignore") return false;
  const ok =
    Array.isArray(value) &&
    value.every((tool: unknown) => typeof tool === "object" && tool !== null && (tool as { type?: unknown }).type === "web_search");
  if (!ok) throw unfit("tools", "only web_search is supported");
  if (value.length > 0 && switches.tools === "refuse") throw notSupported();
  return value.length > 0;
}
