import { findModelByProviderId, type FixedRatio, getModel, type ModelEntry } from "@/lib/models/catalog";
import { nearestRatio } from "@/lib/models/choices";
import { checkRequest, type CheckedRequest } from "@/lib/wire/check-request";
import { familyOf } from "@/lib/wire/check-values";
import type { Json } from "@/lib/wire/items";
import { readModelName, readRequest } from "@/lib/wire/read-request";
import { Refusal } from "@/lib/wire/refusal";
import type { Surface } from "@/lib/wire/told-task";
import { ratioForPrompt } from "./chosen-ratio";
import { type FoundInput, findInputs } from "./find-inputs";
import { taskId, videoTaskId } from "./ids";
import { endingOf, moderateInputs, refuseRealFaces } from "./moderation";
import { createRandom, type Random, seedOf } from "./random";
import type { TaskRecord } from "./records";
import { findScenarios } from "./scenarios";
import type { EmulatorTimings, FidelitySwitches, Span } from "./settings";
import type { Store } from "./store";

export interface CreateContext {
  store: Store;
  switches: FidelitySwitches;
  timings: EmulatorTimings;
  random: Random;
  nowMs: number;
  key: string;
  surface: Surface;
  fetchMedia: typeof fetch;
  warn(message: string): void;
}

/** Draws a length out of a span of milliseconds. */
export const drawMs = (span: Span, random: Random): number => (typeof span === "number" ? span : random.integer(span[0], span[1]));

export interface PreparedTask {
  task: TaskRecord;
  /** Triggers of the prompt, for those that act on the call itself. */
  scenarios: ReturnType<typeof findScenarios>;
}

/**
 * All that happens before a task exists. The record is returned but not yet kept: a fault may still say no.
 * @throws Refusal
 */
export async function prepareTask(body: Json, context: CreateContext): Promise<PreparedTask> {
  const { surface, switches, random, nowMs } = context;
  const model = findModel(readModelName(body, surface), surface, switches);
  const request = readRequest(body, surface, switches);
  const checked = checkRequest(request, model, switches);
  for (const warning of request.warnings) context.warn(warning);
  const inputs = await findInputs(checked.media, { ...context, model, family: familyOf(request.model) });
  const scenarios = findScenarios(checked.prompt);
  moderateInputs(
    inputs,
    checked.textParam,
    scenarios,
    inputs.map((input) => findScenarios(input.scenarioText)),
  );
  if (switches.realFaces === "refuse") refuseRealFaces(inputs, context.store);
  return { task: buildTask(body, request.model, model, checked, inputs, scenarios, { ...context, random, nowMs }), scenarios };
}

function findModel(name: string, surface: Surface, switches: FidelitySwitches): ModelEntry {
  // On ByteDance's own hosts an endpoint id stands for whatever model it was made for.
  const model = surface === "ark" && /^ep-[\w-]+$/.test(name) ? getModel("seedance-2.0") : findModelByProviderId(name);
  const known = model !== undefined && (surface === "ark" || name === model.ids.powertokens || name.startsWith("ep-"));
  if (!known)
    throw new Refusal(
      404,
      "InvalidEndpointOrModel.NotFound",
      `The model or endpoint ${name} does not exist or you do not have access to it.`,
      { param: "model" },
    );
  if (!isModelOpen(model, switches))
    throw new Refusal(
      404,
      "ModelNotOpen",
      `Your account has not activated the model ${name}. Please activate the model service in the console.`,
      { param: "model" },
    );
  return model;
}

/** Whether this account may use it. */
export function isModelOpen(model: ModelEntry, switches: FidelitySwitches): boolean {
  return switches.models.length === 0 || switches.models.includes(model.key);
}

function buildTask(
  body: Json,
  requestedModel: string,
  model: ModelEntry,
  checked: CheckedRequest,
  inputs: readonly FoundInput[],
  scenarios: ReturnType<typeof findScenarios>,
  context: CreateContext,
): TaskRecord {
  const { nowMs, random, timings, surface } = context;
  const videoSeconds = inputs.filter((input) => input.kind === "video").reduce((sum, input) => sum + (input.media.seconds ?? 0), 0);
  // The video's own triggers ride on file names too, so that a picture can carry a scenario.
  const all = { ...Object.assign({}, ...inputs.map((input) => findScenarios(input.scenarioText))), ...scenarios } as Record<string, string>;
  const queuedMs =
    all["queue-forever"] === undefined ? numberOr(all["queued-ms"], drawMs(timings.queuedMs, random)) : Number.MAX_SAFE_INTEGER / 4;
  const runningMs = numberOr(all["running-ms"], drawMs(timings.runningMs, random));
  return {
    id: freshId(context),
    surface,
    key: context.key,
    modelKey: model.key,
    requestedModel,
    mode: checked.mode,
    prompt: checked.prompt,
    inputs: inputs.map(({ slot, kind, url, media }) => ({ slot, kind, url, media })),
    resolution: checked.resolution,
    requestedRatio: checked.ratio,
    ratio: resolveRatio(checked, inputs),
    durationSeconds: checked.durationSeconds ?? chooseSeconds(checked.prompt),
    inputVideoSeconds: Math.round(videoSeconds),
    sound: checked.sound,
    watermark: checked.watermark,
    returnLastFrame: checked.returnLastFrame,
    requestedSeed: checked.seed,
    seed: checked.seed ?? random.integer(0, 99_999),
    safetyIdentifier: checked.safetyIdentifier,
    priority: checked.priority,
    expiresAfterSeconds: checked.expiresAfterSeconds,
    callbackUrl: checked.callbackUrl,
    webSearch: checked.webSearch,
    outputFormat: checked.outputFormat,
    body: withoutBytes(body),
    scenarios: all,
    status: "queued",
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    readyAtMs: nowMs + queuedMs,
    runningMs,
    startedAtMs: null,
    ending: endingOf(all),
    error: null,
    tokens: null,
    lastFrameFormat: context.switches.lastFrameFormat,
    tenBit: context.switches.tenBit === "documented" ? model.tenBit.includes(checked.resolution) : context.switches.tenBit === "all",
    firstLinkAtMs: null,
    looksAfterEnd: 0,
    looks: 0,
    downloads: 0,
    deletedAtMs: null,
    answer: "sent",
  };
}

const numberOr = (text: string | undefined, fallback: number): number =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : fallback;

function freshId({ store, surface, switches, nowMs, random }: CreateContext): string {
  for (;;) {
    const id = surface === "videos" && switches.videoIds === "task" ? videoTaskId(random) : taskId(nowMs, random);
    if (!store.tasks.has(id)) return id;
  }
}

/** One of the six shapes: asked for, nearest to the first frame, after the source video, or read from the prompt. */
function resolveRatio(checked: CheckedRequest, inputs: readonly FoundInput[]): FixedRatio {
  if (checked.ratio !== "adaptive") return checked.ratio;
  const first = inputs.find((input) => input.slot === "firstFrame");
  if (first) return ratioOf(first);
  const source = inputs.find((input) => input.kind === "video");
  if (source && /\b(?:edit|extend)\b|编辑|延长|续写/iu.test(checked.prompt)) return ratioOf(source);
  return ratioForPrompt(checked.prompt);
}

const ratioOf = ({ media }: FoundInput): FixedRatio => nearestRatio(media.width ?? 16, media.height ?? 9);

/** The length that the model "chooses": the same for the same words. */
const chooseSeconds = (prompt: string): number => createRandom(seedOf(prompt)).integer(4, 10);

/** Base64 is cut out of what is remembered of a body, which would otherwise grow by megabytes. */
function withoutBytes(body: Json): unknown {
  return JSON.parse(
    JSON.stringify(body, (_key, value: unknown) =>
      typeof value === "string" && value.startsWith("data:") && value.length > 200
        ? `${value.slice(0, 48)}… (${value.length} characters)`
        : value,
    ),
  );
}
