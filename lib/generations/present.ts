import type { Actor } from "@/lib/access/callers/actor";
import { toAssetView } from "@/lib/assets/view";
import { readFileFacts } from "@/lib/files/facts";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { pickRecipe } from "@/lib/recipes/recipe";
import { describeDoubt, readDetail } from "./sending/doubt";
import { describeFailure } from "./failure";
import { canCancel, canDelete, canResolve, canRetry } from "./policy";
import { shapeOf } from "./shape";
import { type GenerationView, WAITING_FOR, type WaitingFor } from "./view";

/** What a view is made of; `queries.ts` reads it, and nothing else about a generation leaves the server. */
export const generationInclude = {
  createdBy: { select: { id: true, name: true } },
  inputs: { orderBy: { position: "asc" }, select: { role: true, asset: true } },
  attempts: {
    orderBy: { number: "asc" },
    select: { number: true, state: true, sentAt: true, isForeign: true, looks: true, detail: true, confirmedById: true },
  },
  files: { select: { variant: true, width: true, height: true, durationMs: true, bytes: true, facts: true, damagedAt: true } },
} as const satisfies Prisma.GenerationInclude;

export type GenerationRow = Prisma.GenerationGetPayload<{ include: typeof generationInclude }>;

/** What is known of a generation beside its row; the caller counts it. */
type Surroundings = Pick<GenerationView, "ahead" | "usual"> & Partial<Pick<GenerationView, "again">>;

/** Row → what may leave the server, with what this person may do about it. */
export function presentGeneration(
  actor: Actor,
  row: GenerationRow,
  { ahead, usual, again = null }: Surroundings = { ahead: null, usual: null },
): GenerationView {
  const video = row.files.find((file) => file.variant === "video");
  const inputs = row.inputs.map(({ role, asset }) => ({ role, asset: toAssetView(asset) }));
  return {
    id: row.id,
    projectId: row.projectId,
    status: row.status,
    version: row.version,
    waitingFor: readWaitingFor(row.waitingFor),
    ahead,
    usual,
    author: { id: row.createdBy.id, name: row.createdBy.name },
    recipe: pickRecipe(row),
    inputs,
    estimate: { tokens: row.estimatedTokens, micros: row.estimatedMicros },
    actual: {
      ratio: row.actualRatio,
      resolution: row.actualResolution,
      durationSeconds: row.actualDuration,
      // The provider may answer with a 64-bit seed; ours are 31 bits, and JSON has no larger exact numbers than 2^53.
      seed: row.actualSeed === null ? null : Number(row.actualSeed),
      tokens: row.actualTokens,
      micros: row.actualMicros,
      model: row.providerModel,
    },
    apiStyle: row.apiStyle,
    providerTaskId: row.providerTaskId,
    shape: shapeOf({ ...row, video: video ?? null, inputs: inputs.map((input) => input.asset) }),
    video:
      video?.width && video.height && video.durationMs
        ? {
            width: video.width,
            height: video.height,
            durationMs: video.durationMs,
            ...readFileFacts(video.facts),
            sizeBytes: Number(video.bytes),
            isDamaged: video.damagedAt !== null,
          }
        : null,
    hasPoster: row.files.some((file) => file.variant === "poster"),
    hasLastFrame: row.files.some((file) => file.variant === "lastFrame"),
    failure: describeFailure(row, inputs),
    doubt: row.status === "uncertain" ? describeDoubt(row.attempts) : null,
    again,
    attempts: row.attempts.map(({ number, state, sentAt }) => ({ number, outcome: state, sentAt: sentAt.toISOString() })),
    isFound: row.attempts.some(({ detail }) => readDetail(detail).isFound),
    times: {
      created: row.createdAt.toISOString(),
      sent: iso(row.sentAt),
      accepted: iso(row.acceptedAt),
      started: iso(row.startedAt),
      succeeded: iso(row.succeededAt),
      finished: iso(row.finishedAt),
      lastChecked: iso(row.lastCheckedAt),
      nextAction: iso(row.nextActionAt),
    },
    can: { cancel: canCancel(actor, row), delete: canDelete(actor, row), retry: canRetry(actor, row), resolve: canResolve(actor, row) },
  };
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const readWaitingFor = (text: string | null): WaitingFor | null => WAITING_FOR.find((known) => known === text) ?? null;
