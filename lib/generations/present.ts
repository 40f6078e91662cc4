import { toAssetView } from "@/lib/assets/view";
import { readFileFacts, wantsPreview } from "@/lib/files/facts";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import type { FileVariant } from "@/lib/platform/db/generated/enums";
import { pickRecipe } from "@/lib/recipes/recipe";
import { describeDoubt, readDetail } from "./sending/doubt";
import { describeFailure } from "./failure";
import { readFindings } from "./inspecting/findings";
import { isFinal } from "./lifecycle";
import type { CardRow, ClipRow } from "./read-rows";
import { shapeOf } from "./shape";
import { type CardView, type ClipView, cutPrompt, type ProgressView, WAITING_FOR } from "./view";

/** What is known of a generation beside its row; the caller counts it. */
type Surroundings = Pick<ProgressView, "ahead" | "usual">;

/** Row → what its card shows, the same for everybody in the team. */
export function presentCard(row: CardRow, surroundings: Surroundings = { ahead: null, usual: null }): CardView {
  const inputs = row.inputs ?? [];
  const seed = row.seed ?? row.actualSeed;
  const failure = describeFailure(
    { ...row, attempts: row.attempts ?? [] },
    inputs.map(({ role, ...asset }) => ({ role, asset })),
  );
  const again = row.again && { ...row.again, at: isoOf(row.again.at) };
  const doubt = row.status === "uncertain" ? describeDoubt(attemptsOf(row)) : null;
  const made = failure ? null : row;
  return {
    id: row.id,
    status: row.status,
    revision: row.revision,
    prompt: cutPrompt(row.prompt),
    author: { id: row.authorId, name: row.authorName },
    created: row.createdAt.toISOString(),
    slate: {
      mode: row.mode,
      model: row.model,
      resolution: made?.actualResolution ?? row.resolution,
      ratio: made?.actualRatio ?? row.ratio,
      seconds: made?.actualDuration ?? row.durationSeconds,
      // The provider may answer with a 64-bit seed; ours are 31 bits, and JSON has no larger exact numbers than 2^53.
      seed: seed === null ? undefined : Number(seed),
      inputs: inputs.length || undefined,
    },
    shape: shapeOf({ ...row, video: row, inputs }),
    video: videoOf(row),
    progress: isFinal(row.status) ? undefined : progressOf(row, surroundings),
    failure: failure
      ? {
          ...failure,
          micros: row.actualMicros ?? (failure.charged === "yes" ? row.estimatedMicros : null) ?? undefined,
          taskId: row.providerTaskId ?? undefined,
          withSound: row.sound || undefined,
          isRetried: row.isRetried || undefined,
        }
      : undefined,
    doubt: doubt ? { ...doubt, estimatedMicros: row.estimatedMicros, again } : undefined,
    marks: marksOf(row),
    openComments: row.openComments || undefined,
    findings: findingsOf(row),
  };
}

/** Row → everything that may leave the server of one generation. */
export function presentClip(row: ClipRow, surroundings: Surroundings): ClipView {
  const { width, height, durationMs } = row;
  const attempts = attemptsOf(row);
  return {
    card: presentCard(row, surroundings),
    projectId: row.projectId,
    recipe: pickRecipe(row),
    inputs: (row.inputs ?? []).map(({ role, element, ...asset }) => ({ role, asset: toAssetView(asset), ...(element && { element }) })),
    estimate: { tokens: row.estimatedTokens, micros: row.estimatedMicros },
    actual: {
      ratio: row.actualRatio,
      resolution: row.actualResolution,
      durationSeconds: row.actualDuration,
      seed: row.actualSeed === null ? null : Number(row.actualSeed),
      tokens: row.actualTokens,
      micros: row.actualMicros,
      model: row.providerModel,
    },
    apiStyle: row.apiStyle,
    providerTaskId: row.providerTaskId,
    video:
      width && height && durationMs
        ? {
            width,
            height,
            durationMs,
            ...readFileFacts(row.facts),
            sizeBytes: Number(row.sizeBytes),
            isDamaged: row.isDamaged,
          }
        : null,
    note: row.note,
    hasLastFrame: row.variants?.includes("lastFrame") ?? false,
    check: checkOf(row),
    again: row.again && { ...row.again, at: isoOf(row.again.at) },
    attempts: attempts.map(({ number, state, sentAt }) => ({ number, outcome: state, sentAt: sentAt.toISOString() })),
    isFound: attempts.some(({ detail }) => readDetail(detail).isFound),
    times: {
      created: row.createdAt.toISOString(),
      accepted: iso(row.acceptedAt),
      started: iso(row.startedAt),
      finished: iso(row.finishedAt),
    },
  };
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
const isoOf = (text: string): string => new Date(text).toISOString();

const attemptsOf = ({ attempts }: Pick<CardRow, "attempts">) =>
  (attempts ?? []).map((attempt) => ({ ...attempt, sentAt: new Date(attempt.sentAt) }));

function videoOf({ width, height, durationMs, facts, variants, isDamaged }: CardRow): CardView["video"] {
  if (!width || !height || !durationMs) return undefined;
  const has = (variant: FileVariant): boolean => variants?.includes(variant) ?? false;
  const known = readFileFacts(facts);
  const { framesPerSecond, audioCodec, codecs } = known;
  return {
    durationMs,
    framesPerSecond: framesPerSecond === FRAMES_PER_SECOND ? undefined : (framesPerSecond ?? undefined),
    isSilent: audioCodec === null || undefined,
    isWithoutPoster: !has("poster") || undefined,
    hasProxy: has("proxy") || undefined,
    hasSprite: has("sprite") || undefined,
    isDamaged: isDamaged || undefined,
    demanding: wantsPreview(known) ? { codecs, hasCopy: has("preview") } : undefined,
  };
}

function findingsOf({ findings, isDismissed }: CardRow): CardView["findings"] {
  const kinds = isDismissed ? [] : readFindings(findings).map(({ kind }) => kind);
  return kinds.length > 0 ? kinds : undefined;
}

function checkOf({ check, findings, isDismissed }: ClipRow): ClipView["check"] {
  return check && { ...check, findings: readFindings(findings), isDismissed };
}

function marksOf({ name, take, takes, rating, verdict, lockedAt, labels }: CardRow): CardView["marks"] {
  const named = (isTag: boolean) => labels?.filter((label) => label.isTag === isTag).map((label) => label.name) ?? [];
  const [tags, collections] = [named(true), named(false)];
  const marks = {
    ...(name !== null && { name }),
    ...(take !== null && { take }),
    ...(takes !== null && takes > 1 && { takes }),
    ...(rating > 0 && { rating }),
    ...(verdict !== null && { verdict }),
    ...(lockedAt !== null && { isLocked: true as const }),
    ...(tags.length > 0 && { tags }),
    ...(collections.length > 0 && { collections }),
  };
  return Object.keys(marks).length > 0 ? marks : undefined;
}

function progressOf(row: CardRow, { ahead, usual }: Surroundings): ProgressView {
  return {
    waitingFor: WAITING_FOR.find((known) => known === row.waitingFor) ?? null,
    ahead,
    usual,
    apiStyle: row.apiStyle,
    sent: iso(row.sentAt),
    nextAction: iso(row.nextActionAt),
    pictureId: row.inputs?.find((input) => input.kind !== "audio")?.id ?? null,
  };
}
