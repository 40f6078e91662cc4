import { databaseUrl, db } from "@/lib/testing/database";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { sweepUploads } from "@/lib/assets/sweep-uploads";
import { findObstacle } from "@/lib/budgets/check";
import { exportSpend } from "@/lib/budgets/export-spend";
import { getSpend, getSpendChip } from "@/lib/budgets/get-spend";
import { setLimits } from "@/lib/budgets/limits";
import { describeConnection } from "@/lib/connections/connection";
import { forgetSpentKeys } from "@/lib/connections/spent-keys";
import { scrubFiles } from "@/lib/files/scrub/scrub-files";
import { emptyTrash } from "@/lib/files/trash";
import { submitGeneration } from "@/lib/generations/asking/submit";
import { countDays } from "@/lib/generations/find/count-days";
import { countClips, daysOf } from "@/lib/generations/find/find-clips";
import { hasRoomToSend } from "@/lib/generations/keeping/disk-room";
import { inspectDue } from "@/lib/generations/inspecting/inspect-due";
import { sweepPictures } from "@/lib/generations/keeping/sweep-pictures";
import { findGenerations, getGeneration, listGenerations, listRevisions } from "@/lib/generations/queries";
import { lookThroughList } from "@/lib/generations/searching/look-through-list";
import { sweepUnclaimed } from "@/lib/generations/searching/tray/sweep-unclaimed";
import { checkDueTasks } from "@/lib/generations/sending/check-provider";
import { isItsTurn } from "@/lib/generations/sending/turn";
import { forgetUsualTimes } from "@/lib/generations/sending/usual-time";
import { sweepDueGenerations } from "@/lib/generations/sweep";
import { withTransaction } from "@/lib/platform/db/client";
import { listProjectSummaries } from "@/lib/projects/queries";
import { listRefusals } from "@/lib/generations/refusals/list-refusals";
import { getQueue } from "@/lib/queue/queries";
import { createSequence } from "@/lib/sequences/create-sequence";
import { listExports } from "@/lib/sequences/exports/list-exports";
import { sweepExports } from "@/lib/sequences/exports/run-export";
import { getSequence, listSequences } from "@/lib/sequences/queries";
import { encodeCursor } from "@/lib/shared/cursor";
import { newId } from "@/lib/shared/ids";
import { updateAlarms } from "@/lib/studio/alarms/update-alarms";
import { findHold } from "@/lib/studio/release-hold";
import { makeDraft } from "@/lib/testing/draft";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { fillWithClips } from "@/lib/testing/many-clips";
import { sequentialScans, statementsOf } from "@/lib/testing/query-plans";

/** What grows with every clip. Few enough rows for a test, enough for the planner to see that an index is worth it. */
const BIG_TABLES = ["generations", "generation_events", "attempts", "files", "spend", "spend_totals", "clip_search", "clip_checks"];
const CLIPS = 20_000;

let actor: Actor;
let projectId: string;
let client: pg.Client;

beforeAll(async () => {
  actor = await makeMember("owner");
  projectId = (await makeProject({ teamId: actor.teamId })).id;
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { account } = await describeConnection(null);
  await fillWithClips(client, { teamId: actor.teamId, projectId, userId: actor.userId, account, clips: CLIPS, eventsPerClip: 3, takes: 4 });
  for (const status of ["waiting", "queued", "uncertain", "saving"] as const)
    await makeGeneration({
      teamId: actor.teamId,
      projectId,
      createdById: actor.userId,
      status,
      nextActionAt: new Date(Date.now() + 3_600_000),
    });
});
afterAll(() => client.end());

const never = new AbortController().signal;
const page = async (cursor?: string | null) => listGenerations(actor, { projectId, ...(cursor ? { cursor } : {}) });

const rounds: Record<string, () => Promise<unknown>> = {
  "the poller": checkDueTasks,
  "the sweep": sweepDueGenerations,
  "the alarms": updateAlarms,
  "the sweep of pictures": sweepPictures,
  "the round that looks through clips": () => inspectDue(AbortSignal.abort()),
  "the tray": sweepUnclaimed,
  "the sweep of exports": sweepExports,
  "the sequences": async () => {
    const clips = (await page()).items.filter((card) => card.video).map((card) => card.id);
    const { id } = await createSequence(actor, { id: newId(), projectId, name: "Cut", clips: clips.slice(0, 3) });
    await listSequences(actor, projectId);
    await getSequence(actor, id);
    await listExports(actor, { id });
  },
  "the scrub": () => scrubFiles(never),
  "the trash": () => emptyTrash(never),
  "the sweep of uploads": () => sweepUploads(never),
  "the keys": forgetSpentKeys,
  "a hold": async () => {
    const update = (holdReason: string | null) =>
      db.instance.upsert({
        where: { id: 1 },
        create: { id: 1, instanceId: newId(), holdReason, holdSince: new Date(0) },
        update: { holdReason, holdSince: new Date(0) },
      });
    await update("restored");
    await lookThroughList().catch(() => undefined);
    await findHold();
    await update(null);
  },
  "the queue": () => getQueue(actor),
  "what was refused": () => listRefusals(actor, {}),
  "the projects": () => listProjectSummaries(actor),
  "the feed, its first page and a later one": async () => page((await page()).nextCursor),
  "the days of a project, and a page of one": async () => {
    const days = await countDays(actor, projectId, "Asia/Shanghai");
    const at = `${days[100]![0]}T12:00`;
    await listGenerations(actor, { projectId, at: { moment: at, zone: "Asia/Shanghai" } });
    // A few: of so few clips as these the planner would rather read sixty by reading all.
    await listGenerations(actor, { projectId, limit: 6, at: { moment: at, zone: "Asia/Shanghai" }, find: { sort: "oldest" } });
    const { items } = await page();
    await listGenerations(actor, {
      projectId,
      cursor: encodeCursor({ createdAt: new Date(items[9]!.created), id: items[9]!.id }),
      isBack: true,
    });
  },
  "what is looked for": async () => {
    await listGenerations(actor, { projectId, find: { q: "take 19999", state: "ready" } });
    await findGenerations(actor, { projectId, ids: [newId()], find: { q: "雨夜" } });
    await countClips(actor, projectId, { seed: "19999" });
  },
  "takes that are stacked": async () => {
    const find = { stack: "yes" } as const;
    const { items, nextCursor } = await listGenerations(actor, { projectId, find });
    await listGenerations(actor, { projectId, find, cursor: nextCursor });
    await listGenerations(actor, { projectId, find: { ...find, q: "take 19999", sort: "rating" } });
    await listRevisions(actor, projectId, find);
    await findGenerations(actor, { projectId, ids: items.slice(0, 3).map((item) => item.id), find });
    await countClips(actor, projectId, find);
    await daysOf(actor, projectId, { find, zone: "UTC" });
  },
  "a change that a page hears of": async () => {
    const { items } = await page();
    await findGenerations(actor, { projectId, ids: items.slice(0, 3).map((item) => item.id) });
    await getGeneration(actor, items[0]!.id);
  },
  "the page of spend, and its file": async () => {
    await getSpend(actor, { by: "person" });
    await getSpendChip(actor);
    for await (const line of (await exportSpend(actor, {})).lines) expect(line).not.toBe("");
  },
  "a press under limits, and its turn": async () => {
    forgetUsualTimes();
    const limits = { month: 1e12, day: 1e12, clip: 1e12, askAbove: null, isStopped: false };
    await setLimits(actor, { scope: "team", ...limits });
    await setLimits(actor, { scope: "person", subjectId: actor.userId, ...limits });
    const draft = makeDraft({ prompt: "A cat runs over a meadow" });
    const { id } = await submitGeneration(actor, { id: newId(), projectId, draft });
    const { account } = await describeConnection(null);
    await withTransaction((tx) => isItsTurn(tx, id, account, 3));
    await withTransaction((tx) => findObstacle(tx, { teamId: actor.teamId, projectId, userId: actor.userId, micros: 1 }, true));
    await withTransaction((tx) => hasRoomToSend(tx));
  },
};

describe("among many clips, no table that grows is read from end to end", () => {
  it.each(Object.keys(rounds))("by %s", async (name) => {
    const statements = await statementsOf(rounds[name]!);
    expect(statements.length).toBeGreaterThan(0);
    expect(await sequentialScans(client, statements, BIG_TABLES)).toEqual([]);
  });

  it("and one that is would be seen", async () => {
    const statements = await statementsOf(() => db.generation.count({ where: { prompt: "nothing" } }));
    expect(await sequentialScans(client, statements, BIG_TABLES)).toHaveLength(1);
  });
});
