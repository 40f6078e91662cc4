import { z } from "zod";
import { toDate, toInteger, toSeconds, toText, toTokens } from "@/lib/providers/snapshot-parts";
import { TASK_STATUSES, type TaskSnapshot } from "@/lib/providers/types";

const text = z.string().nullable().catch(null);
const number = z.number().nullable().catch(null);

/**
 * What the provider said of a task when it was last looked at, as the row keeps it. It is bounded here too: a version before wrote
 * down whatever was said, and no odd value may keep a paid clip in the tray.
 */
const taskFactsSchema = z.object({
  state: z.enum(TASK_STATUSES).nullable().catch(null),
  /** As the provider calls it. */
  model: text.transform(toText),
  /** ISO. */
  createdAt: text.transform((iso) => toDate(iso === null ? null : Date.parse(iso))?.toISOString() ?? null),
  seed: number.transform(toInteger),
  ratio: text.transform(toText),
  resolution: text.transform(toText),
  durationSeconds: number.transform((seconds) => toSeconds(seconds, null)),
  tokens: number.transform(toTokens),
  /** Why it was written down: made while an answer was lost, or unknown to a studio that was restored. */
  reason: z.enum(["window", "restore"]).catch("window"),
});
export type TaskFacts = z.infer<typeof taskFactsSchema>;

export const factsOf = (task: TaskSnapshot, reason: TaskFacts["reason"]): TaskFacts => ({
  state: task.status,
  model: task.providerModel,
  createdAt: task.createdAt?.toISOString() ?? null,
  seed: task.seed,
  ratio: task.ratio,
  resolution: task.resolution,
  durationSeconds: task.durationSeconds,
  tokens: task.tokens,
  reason,
});

export const readTaskFacts = (json: unknown): TaskFacts => taskFactsSchema.parse(json ?? {});

/** The columns of a generation that say what its task really was. */
export const actualColumns = ({ model, seed, ratio, resolution, durationSeconds, tokens }: TaskFacts) => ({
  providerModel: model,
  actualSeed: seed === null ? null : BigInt(seed),
  actualRatio: ratio,
  actualResolution: resolution,
  actualDuration: durationSeconds,
  actualTokens: tokens,
});

/** Nobody has said yet whose it is. */
export const UNDECIDED = ["waiting", "saving", "saved"] as const;
