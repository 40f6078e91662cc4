import type { Actor } from "@/lib/access/callers/actor";
import { type Db, db } from "@/lib/platform/db/client";
import { newId } from "@/lib/shared/ids";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { MAX_ROWS } from "@/lib/recipes/table/columns";
import { AppError, type AppErrorCode } from "@/lib/shared/errors";
import { chargedOf, prospectsOf } from "../failure";
import type { GenerationStatus } from "../lifecycle";
import { whyLeftOut } from "../policy";
import type { RetryInput, RetryManyInput, RetrySetInput, SubmitInput } from "../schema";
import type { CardView, LeftOut, RetriedView, RetryCheck, WhyLeftOut } from "../view";
import { forgetRefusedFiles, pressAgain, WITH_FILES } from "./retry";
import { isRefusal, type PressOptions, submitMany, weighPresses } from "./submit";

const WITH_REASONS = { ...WITH_FILES, attempts: { select: { state: true } }, madeInto: { select: { id: true } } } as const;
type Row = Prisma.GenerationGetPayload<{ include: typeof WITH_REASONS }>;

const readSet = (tx: Db, { teamId }: Actor, which: Prisma.GenerationWhereInput): Promise<Row[]> =>
  tx.generation.findMany({
    where: { ...which, teamId, deletedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MAX_ROWS,
    include: WITH_REASONS,
  });

/** @param asId what it is tried again as: a press that comes a second time meets its own clip */
const whyNot = (row: Row, asId?: string): WhyLeftOut | null =>
  whyLeftOut({
    status: row.status,
    ...prospectsOf(row.errorCode ?? row.status),
    charged: chargedOf(row),
    isRetried: row.madeInto.some(({ id }) => id !== asId),
  });

const isSilencedBy = (row: Row): boolean => row.errorCode === "outputAudio" && row.sound;
const changesOf = (row: Row, withoutSound: boolean): RetryInput["changes"] =>
  withoutSound && isSilencedBy(row) ? { sound: false } : undefined;

/** Of a press nobody is told what went well; and what a person took out of the queue stays out. */
const NOT_MADE: GenerationStatus[] = ["failed", "refused", "expired", "uncertain"];

/** What one press would send again of these, for how much at most, and what not. Nothing is recorded. */
export async function findRetries(actor: Actor, input: RetrySetInput): Promise<RetryCheck> {
  const rows = await readSet(db, actor, "ids" in input ? { id: { in: input.ids } } : { pressId: input.pressId, status: { in: NOT_MADE } });
  const left: LeftOut[] = [];
  const able = rows.filter((row) => {
    const why = whyNot(row);
    if (why) left.push({ id: row.id, why });
    return why === null;
  });
  const weighed = await weighPresses(
    actor,
    able.map((row) => pressAgain(row, newId())),
  );
  const retries = able.flatMap((row, index) => {
    const found = weighed[index]!;
    if (!isRefusal(found)) return [{ id: row.id, micros: found.price.micros, isSilenced: isSilencedBy(row) }];
    left.push({ id: row.id, why: "unable" });
    return [];
  });
  return { retries, left };
}

/**
 * Several that ended without a clip once more, in one press under one limit: each of them once, whoever else presses at
 * the same moment. What has become of them is read again under the lock of presses; what was answered or became impossible
 * meanwhile is left out and told.
 * @throws AppError whatever submitting refuses
 */
export async function retryMany(actor: Actor, { retries, withoutSound = false, agreed }: RetryManyInput): Promise<RetriedView> {
  const asIds = new Map(retries.map(({ id, asId }) => [id, asId]));
  const among = { id: { in: [...asIds.keys()] } };
  const left: LeftOut[] = [];
  const unable: LeftOut[] = [];
  const judged = (rows: readonly Row[]): Row[] => {
    left.length = 0;
    for (const id of asIds.keys()) if (!rows.some((row) => row.id === id)) left.push({ id, why: "gone" });
    return rows.filter((row) => {
      const why = whyNot(row, asIds.get(row.id));
      if (why) left.push({ id: row.id, why });
      return why === null;
    });
  };
  const able = judged(await readSet(db, actor, among));
  if (able.length === 0) return { made: [], left };
  await forgetRefusedFiles(actor, able);
  const made = await submitAble(
    actor,
    able.map((row) => pressAgain(row, asIds.get(row.id)!, changesOf(row, withoutSound))),
    {
      agreed,
      leaveOut: async (tx) => {
        const still = new Set(judged(await readSet(tx, actor, among)).map(({ id }) => id));
        return new Set(able.flatMap(({ id }) => (still.has(id) ? [] : [asIds.get(id)!])));
      },
    },
    ({ draft }) => unable.push({ id: draft.madeFromId!, why: "unable" }),
  );
  const known = new Set(left.map(({ id }) => id));
  return { made, left: [...left, ...unable.filter(({ id }) => !known.has(id))] };
}

/** What stands against one clip alone. Anything else is about the press, and refuses all of it. */
const OF_ONE: readonly AppErrorCode[] = ["bad-input", "not-found", "project-archived"];

/** One that became impossible since it was weighed does not keep the others back. */
async function submitAble(
  actor: Actor,
  presses: readonly SubmitInput[],
  options: PressOptions,
  onUnable: (press: SubmitInput) => void,
): Promise<CardView[]> {
  if (presses.length === 0) return [];
  try {
    return await submitMany(actor, presses, options);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Of a single press the refusal is about it.
    const items = error.items ?? (presses.length === 1 ? [{ code: error.code }] : []);
    const able = presses.filter((_, index) => !items[index]);
    if (able.length === presses.length || items.some((item) => item && !OF_ONE.includes(item.code))) throw error;
    for (const [index, press] of presses.entries()) if (items[index]) onUnable(press);
    return submitAble(actor, able, options, onUnable);
  }
}
