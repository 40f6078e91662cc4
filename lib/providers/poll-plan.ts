import { ProviderError, type TaskSnapshot, type VideoProvider } from "./types";

/** Largest page of the list, and how many ids go into one address before proxies begin to refuse its length. */
const PAGE_SIZE = 500;
const IDS_PER_CALL = 100;
/** Fewer than these are asked for one by one: the list would cost as much. */
const LIST_FROM = 2;

/** No answer is worth asking for sooner: nothing finishes in less. */
const FIRST_LOOK_MS = 3_000;
/** How often a list that covers everything is read: 20 calls a minute, for 2 tasks as for 500. */
const LIST_EVERY_MS = 3_000;
/** Keeps the calls of one account below 40 a minute where it lists, and below 120 where it can only query. */
const MS_PER_LIST_CALL = 1_550;
const MS_PER_QUERY = 500;

export type PollCall =
  /** One page of the newest tasks, ours and others'. */
  | { kind: "page"; page: number; pageSize: number }
  /** A list of just these. */
  | { kind: "ids"; ids: string[] }
  | { kind: "single"; id: string };

/** How far one look at all due tasks has come. */
export interface PollRound {
  wanted: readonly string[];
  canList: boolean;
  found: ReadonlySet<string>;
  /** Ids that were asked for by name in a list, found or not. */
  named: ReadonlySet<string>;
  /** Ids that were queried on their own, answered or not. */
  queried: ReadonlySet<string>;
  pagesRead: number;
  /** The last page came back short, so that there are no more. */
  pagesEnded: boolean;
}

/**
 * The next call of a round, or null when it is over. Up to a hundred tasks are named in one list call; more are
 * looked for in pages of the newest tasks; what the list omits is queried alone.
 */
export function nextPollCall(round: PollRound): PollCall | null {
  const missing = round.wanted.filter((id) => !round.found.has(id) && !round.queried.has(id));
  if (missing.length === 0) return null;
  if (round.canList && round.wanted.length >= LIST_FROM) {
    // One page more than they fill by themselves: finished and foreign tasks lie between them.
    const worthReading = Math.ceil(round.wanted.length / PAGE_SIZE) + 1;
    if (missing.length > IDS_PER_CALL && !round.pagesEnded && round.pagesRead < worthReading) {
      return { kind: "page", page: round.pagesRead + 1, pageSize: PAGE_SIZE };
    }
    const unnamed = missing.filter((id) => !round.named.has(id)).slice(0, IDS_PER_CALL);
    if (unnamed.length >= LIST_FROM) return { kind: "ids", ids: unnamed };
  }
  return { kind: "single", id: missing[0]! };
}

/** How many calls a round of so many tasks takes, if the list omits none. */
export const callsPerRound = (tasks: number, canList: boolean): number =>
  !canList || tasks < LIST_FROM ? tasks : tasks <= IDS_PER_CALL ? 1 : Math.ceil(tasks / PAGE_SIZE);

/**
 * Milliseconds until a task of this age is looked at again, with a tenth of jitter. Where a list covers all, every
 * 3 s; alone, every 5 s in the first minute, then 10, and 15 after five minutes. Both grow with the number
 * of tasks, so that one account stays within its calls a minute.
 */
export function nextLookMs(options: { ageMs: number; tasks: number; canList: boolean; random?: () => number }): number {
  const { ageMs, tasks, canList } = options;
  const isListed = canList && tasks >= LIST_FROM;
  const byAge = ageMs < 60_000 ? 5_000 : ageMs < 300_000 ? 10_000 : 15_000;
  const wished = !isListed ? byAge : ageMs < 3_600_000 ? LIST_EVERY_MS : 15_000;
  const affordable = callsPerRound(tasks, canList) * (isListed ? MS_PER_LIST_CALL : MS_PER_QUERY);
  const jittered = Math.max(wished, affordable) * (0.9 + (options.random ?? Math.random)() * 0.2);
  return Math.round(Math.max(jittered, FIRST_LOOK_MS - ageMs));
}

export interface PollResult {
  found: Map<string, TaskSnapshot>;
  /** Tasks whose own query failed, and how. */
  failed: Map<string, ProviderError>;
  /** Tasks that were not reached, because the budget was used up or the list failed: look again soon. */
  unreached: string[];
  calls: number;
}

/**
 * One look at all these tasks. `takeCall` is asked before each call and may refuse, which ends the round. A list
 * that fails is not made up for by single queries, which would meet the same trouble many times over.
 */
export async function pollTasks(video: VideoProvider, ids: readonly string[], takeCall: () => Promise<boolean>): Promise<PollResult> {
  const wanted = [...new Set(ids)];
  const found = new Map<string, TaskSnapshot>();
  const failed = new Map<string, ProviderError>();
  const named = new Set<string>();
  const queried = new Set<string>();
  let pagesRead = 0;
  let pagesEnded = false;
  let calls = 0;
  const listTasks = video.listTasks?.bind(video);
  const isWanted = new Set(wanted);
  const take = (items: readonly TaskSnapshot[]) => {
    // What the list shows and nobody asked for is none of our business: a relay may share accounts.
    for (const item of items) if (isWanted.has(item.id)) found.set(item.id, item);
  };
  for (;;) {
    const call = nextPollCall({
      wanted,
      canList: listTasks !== undefined,
      found: new Set(found.keys()),
      named,
      queried,
      pagesRead,
      pagesEnded,
    });
    if (call === null || !(await takeCall())) break;
    calls++;
    try {
      if (call.kind === "single") {
        queried.add(call.id);
        found.set(call.id, await video.getTask(call.id));
      } else if (call.kind === "ids") {
        for (const id of call.ids) named.add(id);
        take((await listTasks!({ taskIds: call.ids, page: 1, pageSize: call.ids.length })).items);
      } else {
        const list = await listTasks!({ page: call.page, pageSize: call.pageSize });
        pagesRead++;
        pagesEnded = list.items.length < call.pageSize;
        take(list.items);
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (call.kind !== "single") break;
      failed.set(call.id, error);
      // A limit or a lost line concerns all of them.
      if (error.failure.kind === "rateLimit" || error.failure.kind === "network" || error.failure.kind === "key") break;
    }
  }
  return { found, failed, unreached: wanted.filter((id) => !found.has(id) && !failed.has(id)), calls };
}
