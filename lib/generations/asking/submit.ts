import type { Actor } from "@/lib/access/callers/actor";
import { readVersions } from "@/lib/assets/elements/read-versions";
import { isConsentOver } from "@/lib/assets/elements/view";
import { USABLE } from "@/lib/assets/usable";
import { sendableStatus } from "@/lib/assets/view";
import { refuseOverLimits } from "@/lib/budgets/check";
import { connectionFor } from "@/lib/connections/connection";
import { getPrices } from "@/lib/connections/prices";
import { assertRoomForResults } from "../keeping/disk-room";
import { surfaceOf } from "@/lib/models/hosts";
import { compileMentions, tokensIn } from "@/lib/models/mention-tokens";
import { type RequestProblem, usedInputs } from "@/lib/models/request";
import { type Db, db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { touchAll } from "@/lib/platform/events/touch";
import { enqueue } from "@/lib/platform/jobs/queue";
import { logError } from "@/lib/platform/log";
import { type PlannedInput, planOf } from "@/lib/recipes/plan";
import { differenceOf } from "@/lib/recipes/difference";
import { hashRecipe, keyOfRecipe, pickRecipe } from "@/lib/recipes/recipe";
import { judgeProjects } from "@/lib/projects/open-project";
import { AppError, type AppErrorCode, type FieldErrors, type ItemRefusal } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { inTurn } from "@/lib/shared/in-turn";
import { insertGenerations, type NewGeneration } from "../insert-generation";
import { sendGenerationJob } from "../jobs";
import { FAILED_STATUSES } from "../lifecycle";
import { type Family, numberTakes } from "../marks/number-takes";
import { lockSubmissions, refuseExcess } from "./limits";
import { getGenerations } from "../queries";
import type { Draft, SubmitInput } from "../schema";
import type { CardView } from "../view";

/** So many at once find an alarm clock set; more could not go at once anyway, and the sweep has them within two seconds. */
const RUNG_FOR = 16;

interface Press extends SubmitInput {
  used: Draft["inputs"];
  requestHash: string;
}

export interface PressOptions {
  /** What somebody has read and said yes to, in millionths of a US dollar; see `refuseOverLimits`. */
  agreed?: number | undefined;
  /** "Submit again": of which one, and what else is written in the same transaction. */
  again?: { ofId: string; write: (tx: Tx) => Promise<void> };
  /** Under the lock of presses: which of these ids are not wanted any more, and make no clip. What it throws refuses all. */
  leaveOut?: (tx: Tx) => Promise<ReadonlySet<string>>;
}

/** One press: a batch of one. @throws AppError as below */
export async function submitGeneration(actor: Actor, input: SubmitInput, options?: PressOptions): Promise<CardView> {
  const [view] = await submitMany(actor, [input], options);
  return view!;
}

/**
 * Records generations and hands them to the worker, in one transaction: all of them, or none. The same id gives the same
 * generation again, however often and from wherever it comes, also twice in one batch; of a batch that comes again only what
 * is not there yet is made.
 *
 * @returns the cards in the order of the presses
 * @throws AppError bad-input (with the slot of each problem), idempotency-mismatch, not-found, project-archived,
 *   storage-full, too-many-requests, queue-full, over-limit, spending-stopped, price-unknown; with `items` where something stands against some of several
 */
export async function submitMany(actor: Actor, inputs: readonly SubmitInput[], options: PressOptions = {}): Promise<CardView[]> {
  const { all, made, leftOut } = await inTurn(`press ${actor.teamId}`, () => press(actor, inputs, options));
  await numberTakes(actor.teamId, made.map(familyOf));
  await tellOrigins(actor.teamId, made);
  const views = new Map((await getGenerations(actor, [...new Set(all.map(({ id }) => id))])).map((view) => [view.id, view]));
  // Somebody deleted it since: to this press it is as if it never was.
  refuseItems(all, ({ id }) => (views.has(id) || leftOut.has(id) ? null : "not-found"));
  return all.flatMap(({ id }) => views.get(id) ?? []);
}

interface Pressed {
  all: Press[];
  made: readonly NewGeneration[];
  /** What is not wanted any more, and made no clip. */
  leftOut: ReadonlySet<string>;
}

async function press(actor: Actor, inputs: readonly SubmitInput[], options: PressOptions): Promise<Pressed> {
  const all = await readPresses(actor, inputs);
  const presses = all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
  const first = new Map(presses.map((press) => [press.id, press.requestHash]));
  refuseItems(all, (press) => (press.requestHash === first.get(press.id) ? null : "idempotency-mismatch"));
  const missing = await withoutPressed(db, actor, all, presses);
  if (missing.length === 0) return { all, made: [], leftOut: new Set() };
  const made = await plan(actor, all, missing, options.again?.ofId);
  const leftOut = await withTransaction(async (tx) => {
    await lockSubmissions(tx, actor.teamId);
    // Two tabs, one press, and the other one was first: its row is the answer, however full the queue is by now.
    const left = new Set((await withoutPressed(tx, actor, all, missing)).map(({ id }) => id));
    const unwanted = (await options.leaveOut?.(tx)) ?? new Set();
    const still = made.filter(({ id }) => left.has(id) && !unwanted.has(id));
    if (still.length > 0) await record(tx, actor, all, still, options);
    return new Set([...unwanted].filter((id) => left.has(id)));
  });
  return { all, made, leftOut };
}

const familyOf = ({ projectId, recipe, inputs }: NewGeneration): Family => ({
  projectId,
  recipeKey: keyOfRecipe(recipe, inputs),
  requestHash: hashRecipe({ ...recipe, seed: null }, inputs, projectId),
});

/** What is pressed, in words: mentions have become numbers before anything looks at a prompt. One of another file stays, and is refused. */
async function readPresses({ teamId }: Actor, inputs: readonly SubmitInput[]): Promise<Press[]> {
  const mentioning = inputs.filter(({ draft }) => tokensIn(draft.recipe.prompt).length > 0);
  const mentionable = mentioning.flatMap(({ draft }) => draft.inputs);
  const ids = mentionable.map(({ assetId }) => assetId);
  const versions = await readVersions(
    teamId,
    mentionable.map(({ elementVersionId }) => elementVersionId),
  );
  // Deleted ones too: a press that comes again is the same press.
  const assets = ids.length === 0 ? [] : await db.asset.findMany({ where: { teamId, id: { in: ids } }, select: { id: true, kind: true } });
  return inputs.map((input): Press => {
    const { recipe } = input.draft;
    const used = usedInputs(recipe.mode, input.draft.inputs);
    const files = used.flatMap(({ assetId, elementVersionId }) => {
      const asset = assets.find(({ id }) => id === assetId);
      return asset ? [{ ...asset, element: versions.get(elementVersionId ?? "")?.ref }] : [];
    });
    const draft = { ...input.draft, recipe: { ...recipe, prompt: compileMentions(recipe.prompt, files) } };
    return { ...input, draft, used, requestHash: hashRecipe(draft.recipe, used, input.projectId) };
  });
}

/** What each would become and cost, or what stands against it, in order. Nothing is recorded. */
export async function weighPresses(actor: Actor, inputs: readonly SubmitInput[]): Promise<(NewGeneration | Refusal)[]> {
  const presses = await readPresses(actor, inputs);
  const judge = await judgeOf(actor, presses);
  return presses.map(judge);
}

/** What each would become. @throws AppError for what stands against any */
async function plan(actor: Actor, all: readonly Press[], presses: readonly Press[], againOfId?: string): Promise<NewGeneration[]> {
  const judge = await judgeOf(actor, presses, againOfId);
  const made: NewGeneration[] = [];
  refuseItems(all, (press) => {
    if (!presses.includes(press)) return null;
    const found = judge(press);
    if (isRefusal(found)) return found;
    made.push(found);
    return null;
  });
  return made;
}

/** Reads what is asked of each of these, once for all. */
async function judgeOf(actor: Actor, presses: readonly Press[], againOfId?: string): Promise<(press: Press) => NewGeneration | Refusal> {
  const { teamId, userId } = actor;
  const idsOf = (read: (press: Press) => (string | undefined)[]) => ({
    in: [...new Set(presses.flatMap(read))].filter((id) => id !== undefined),
  });
  const [refusalOf, assets, versions, origins, connection, prices] = await Promise.all([
    judgeProjects(db, actor, projectsOf(presses)),
    db.asset.findMany({ where: { teamId, ...USABLE, id: idsOf(({ used }) => used.map(({ assetId }) => assetId)) } }),
    readVersions(
      teamId,
      presses.flatMap(({ used }) => used.map(({ elementVersionId }) => elementVersionId)),
    ),
    db.generation.findMany({ where: { teamId, id: idsOf(({ draft }) => [draft.madeFromId]) } }),
    connectionFor(teamId),
    getPrices(teamId),
  ]);
  const surface = surfaceOf(connection);
  return ({ id, projectId, draft: { recipe, madeFromId }, used, requestHash }) => {
    const files = used.flatMap(({ role, assetId, elementVersionId }): PlannedInput[] => {
      const asset = assets.find((row) => row.id === assetId);
      const version = elementVersionId === undefined ? null : versions.get(elementVersionId);
      if (!asset || version === undefined || version?.assetIds.includes(assetId) === false) return [];
      const lapsed = version && isConsentOver(version.ref) ? version.ref.name : undefined;
      return [{ ...asset, role, assetId, status: sendableStatus(asset), lapsed }];
    });
    // Another team's asset, or element, and one that never was are the same answer.
    const refusal = refusalOf(projectId) ?? (files.length < used.length ? "not-found" : null);
    if (refusal) return refusal;
    const { problems, price } = planOf(recipe, files, { surface, prices });
    if (problems.length > 0) return { code: "bad-input", fields: fieldsOf(problems) };
    const origin = origins.find((row) => row.id === madeFromId);
    return {
      id,
      birth: "asked",
      teamId,
      projectId,
      createdById: userId,
      requestHash,
      recipe,
      inputs: used,
      price: { tokens: price.tokens.max, micros: price.micros?.max ?? null, pricePerMillion: price.pricePerMillion },
      isEmulated: connection.isEmulator,
      waitingFor: used.length > 0 ? "inputs" : null,
      actorId: userId,
      ...(origin && { madeFromId: origin.id, detail: { changed: differenceOf(pickRecipe(origin), recipe) } }),
      ...(againOfId !== undefined && { againOfId }),
    };
  };
}

const projectsOf = (presses: readonly { projectId: string }[]): string[] => [...new Set(presses.map(({ projectId }) => projectId))];

async function record(
  tx: Tx,
  actor: Actor,
  all: readonly Press[],
  made: readonly NewGeneration[],
  { agreed, again }: PressOptions,
): Promise<void> {
  // Again, under the lock of presses: a project that is deleted in this moment gets no clip that nobody would see.
  const refusalOf = await judgeProjects(tx, actor, projectsOf(made));
  refuseItems(all, ({ id, projectId }) => (made.some((press) => press.id === id) ? refusalOf(projectId) : null));
  await refuseExcess(tx, actor, made.length, getEnv());
  await refuseOverLimits(
    tx,
    actor,
    made.map(({ projectId, createdById, price }) => ({ projectId, userId: createdById, micros: price.micros })),
    { isEmulated: made.some(({ isEmulated }) => isEmulated), agreed },
  );
  await assertRoomForResults(
    tx,
    made.map(({ recipe }) => recipe),
  );
  // Made here: an id that the page chose could be that of somebody's line.
  const pressId = made.length > 1 ? newId() : null;
  const isNew = await insertGenerations(
    tx,
    made.map((one) => ({ ...one, pressId })),
  );
  // Not ours: another team's id, or somebody had the same one submitted again.
  const isTaken = new Set(made.filter(({ id }) => !isNew.has(id)).map(({ id }) => id));
  refuseItems(all, ({ id }) => (isTaken.has(id) ? (again ? "conflict" : "idempotency-mismatch") : null));
  await again?.write(tx);
  for (const { id } of made.slice(0, RUNG_FOR)) await enqueue(sendGenerationJob, { generationId: id }, { tx, key: id });
}

/**
 * The cards of what ended without a clip say that it was tried again. After the press and not in it: that is for the eye, and
 * nothing that is paid for may wait for it or fail with it.
 */
async function tellOrigins(teamId: string, made: readonly NewGeneration[]): Promise<void> {
  const ids = made.flatMap(({ madeFromId }) => madeFromId ?? []);
  if (ids.length === 0) return;
  await withTransaction(async (tx) => {
    const where = { teamId, id: { in: ids }, status: { in: FAILED_STATUSES } };
    const origins = await tx.generation.findMany({ where, select: { id: true } });
    await touchAll(
      tx,
      teamId,
      origins.map(({ id }) => id),
    );
  }).catch((error: unknown) => logError(error, { teamId }, "open pages were not told what was tried again"));
}

/** Those that were not recorded before. @throws AppError idempotency-mismatch where an id has another request */
async function withoutPressed(tx: Db, actor: Actor, all: readonly Press[], presses: readonly Press[]): Promise<Press[]> {
  const rows = await tx.generation.findMany({
    where: { id: { in: presses.map(({ id }) => id) } },
    select: { id: true, teamId: true, requestHash: true },
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  refuseItems(all, ({ id, requestHash }) => {
    const row = known.get(id);
    // Another team's row and another request of one's own are the same answer.
    return row && (row.teamId !== actor.teamId || row.requestHash !== requestHash) ? "idempotency-mismatch" : null;
  });
  return presses.filter(({ id }) => !known.has(id));
}

type Refusal = AppErrorCode | ItemRefusal;

/** Whether this is what stands against a press, and not what it becomes. */
export const isRefusal = (found: NewGeneration | Refusal): found is Refusal => typeof found === "string" || "code" in found;

/** @throws AppError that of the first against which something stands, and of several those of all */
function refuseItems(presses: readonly Press[], judge: (press: Press) => Refusal | null): void {
  const items = presses.map((press): ItemRefusal | null => {
    const refusal = judge(press);
    return typeof refusal === "string" ? { code: refusal } : refusal;
  });
  const first = items.find((item) => item !== null);
  if (first) throw new AppError(first.code, { ...first, ...(items.length > 1 && { items }) });
}

function fieldsOf(problems: readonly RequestProblem[]): FieldErrors {
  const fields: FieldErrors = {};
  for (const problem of problems) fields[problem.slot] ??= { code: problem.code, ...(problem.values ? { values: problem.values } : {}) };
  return fields;
}
