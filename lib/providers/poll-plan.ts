import { ProviderError, type TaskSnapshot, type VideoProvider } from "./types";

/** Largest page of the list, and how many ids go into one address before proxies begin to refuse its length. */
const PAGE_SIZE = 500;
const IDS_PER_CALL = 100;
/** Fewer than these are asked for one by one: the list would cost as much. */
const LIST_FROM = 2;

/** No answer is worth asking for sooner: nothing finishes in less. */
const FIRST_LOOK_MS = 3_000;
/** How often a list that covers everything is read: 20 calls a minute, for 2 tasks as for 100. */
const LIST_EVERY_MS = 3_000;
/** Keeps the calls of one account below 40 a minute where it lists, and below 120 where it can only query. */
const MS_PER_LIST_CALL = 1_450;
const MS_PER_QUERY = 500;
/** A round differs from the one before by up to a tenth, so that two studios on one account do not keep in step. */
const JITTER = 0.1;

/** Tasks that come due this soon are looked at in the same round: a list costs the same for all of them. */
export const SLACK_MS = 2_000;

/** A task to look at, and what the last look said of it. */
export interface WantedTask {
  id: string;
  lastSeen: "queued" | "running";
}

export type PollCall =
  /** One page of the tasks in this state, newest first, ours and others'. */
  | { kind: "page"; status: WantedTask["lastSeen"]; page: number; pageSize: number }
  /** A list of just these. */
  | { kind: "ids"; ids: string[] }
  | { kind: "single"; id: string };

/** How far the pages of one state were read. */
interface PagesRead {
  read: number;
  /** The last one came back short, or with so few of ours that naming them costs no more. */
  ended: boolean;
}

/** How far one look at all due tasks has come. */
export interface PollRound {
  wanted: readonly WantedTask[];
  canList: boolean;
  found: Pick<ReadonlySet<string>, "has">;
  /** Ids that were asked for by name in a list, found or not. */
  named: ReadonlySet<string>;
  /** Ids that were queried on their own, answered or not. */
  queried: ReadonlySet<string>;
  pages: Readonly<Record<WantedTask["lastSeen"], PagesRead>>;
}

/**
 * The next call of a round, or null when it is over. Up to a hundred tasks are named in one list call. More are
 * looked for in pages of what still runs, which shows five hundred a call, and only what is not there any more is
 * named: pages may shift while they are read, so that absence from one is no news. What the list omits even by name
 * is queried alone.
 */
export function nextPollCall(round: PollRound): PollCall | null {
  const missing = round.wanted.filter(({ id }) => !round.found.has(id) && !round.queried.has(id));
  if (missing.length === 0) return null;
  if (round.canList && round.wanted.length >= LIST_FROM) {
    const unnamed = missing.filter(({ id }) => !round.named.has(id));
    if (unnamed.length > IDS_PER_CALL) {
      // Whatever waited may run by now; what runs never waits again.
      const waited = unnamed.filter(({ lastSeen }) => lastSeen === "queued").length;
      const status = !round.pages.running.ended ? "running" : waited > IDS_PER_CALL && !round.pages.queued.ended ? "queued" : null;
      if (status) return { kind: "page", status, page: round.pages[status].read + 1, pageSize: PAGE_SIZE };
    }
    if (unnamed.length >= LIST_FROM) return { kind: "ids", ids: unnamed.slice(0, IDS_PER_CALL).map(({ id }) => id) };
  }
  return { kind: "single", id: missing[0]!.id };
}

/** How many calls a round of so many tasks takes, if most of them run on and the list omits none. */
export const callsPerRound = (tasks: number, canList: boolean): number =>
  !canList || tasks < LIST_FROM ? tasks : tasks <= IDS_PER_CALL ? 1 : Math.ceil(tasks / PAGE_SIZE) + 1;

const listPaceMs = (calls: number): number => Math.max(LIST_EVERY_MS, calls * MS_PER_LIST_CALL);

/**
 * Whether an account may be looked at again. A list shows everything, so that what was accepted a moment ago waits
 * for the others and rings for no round of its own.
 * @param sinceLookMs since any of its open tasks was seen; null: never
 */
export function isRoundDue({ open, sinceLookMs, canList }: { open: number; sinceLookMs: number | null; canList: boolean }): boolean {
  if (!canList || open < LIST_FROM || sinceLookMs === null) return true;
  return sinceLookMs >= listPaceMs(callsPerRound(open, canList)) * (1 - JITTER);
}

export interface Pace {
  /** Open tasks of the account. */
  open: number;
  canList: boolean;
  /** Calls that the last round took. */
  calls: number;
  /** One draw for a whole round, so that its tasks stay together. */
  random: number;
}

/**
 * Milliseconds until a task of this age is looked at again, with a tenth of jitter. Where a list covers all, every
 * 3 s; alone, every 5 s in the first minute, then 10, and 15 after five minutes. Both grow with what a round costs,
 * so that one account stays within its calls a minute.
 */
export function nextLookMs(ageMs: number, { open, canList, calls, random }: Pace): number {
  const isListed = canList && open >= LIST_FROM;
  const byAge = ageMs < 60_000 ? 5_000 : ageMs < 300_000 ? 10_000 : 15_000;
  const pace = isListed
    ? Math.max(listPaceMs(Math.max(calls, callsPerRound(open, canList))), ageMs < 3_600_000 ? 0 : 15_000)
    : Math.max(byAge, open * MS_PER_QUERY);
  const jittered = pace * (1 - JITTER + random * 2 * JITTER);
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
export async function pollTasks(video: VideoProvider, tasks: readonly WantedTask[], takeCall: () => Promise<boolean>): Promise<PollResult> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const wanted = [...byId.values()];
  const found = new Map<string, TaskSnapshot>();
  const failed = new Map<string, ProviderError>();
  const named = new Set<string>();
  const queried = new Set<string>();
  const pages: Record<WantedTask["lastSeen"], PagesRead> = { running: { read: 0, ended: false }, queued: { read: 0, ended: false } };
  let calls = 0;
  const listTasks = video.listTasks?.bind(video);
  const take = (items: readonly TaskSnapshot[]) => {
    // What the list shows and nobody asked for is none of our business: a relay may share accounts.
    for (const item of items) if (byId.has(item.id)) found.set(item.id, item);
  };
  for (;;) {
    const call = nextPollCall({
      wanted,
      canList: listTasks !== undefined,
      found,
      named,
      queried,
      pages,
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
        const before = found.size;
        const list = await listTasks!({ status: call.status, page: call.page, pageSize: call.pageSize });
        take(list.items);
        // A page full of strangers is followed by more of them.
        const ended = list.items.length < call.pageSize || found.size - before < IDS_PER_CALL;
        Object.assign(pages[call.status], { read: call.page, ended });
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (call.kind === "page" && !error.retryable && error.failure.kind !== "key") {
        // A relay that refuses to filter by state still lists by name.
        for (const status of ["running", "queued"] as const) pages[status].ended = true;
        continue;
      }
      if (call.kind !== "single") break;
      failed.set(call.id, error);
      // A limit or a lost line concerns all of them.
      if (error.failure.kind === "rateLimit" || error.failure.kind === "network" || error.failure.kind === "key") break;
    }
  }
  return { found, failed, unreached: wanted.map(({ id }) => id).filter((id) => !found.has(id) && !failed.has(id)), calls };
}
