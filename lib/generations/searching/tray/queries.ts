import type { Actor } from "@/lib/access/callers/actor";
import { may } from "@/lib/access/permissions";
import { readAccountFacts } from "@/lib/connections/facts";
import { describeConnection } from "@/lib/connections/connection";
import { readDetail } from "@/lib/generations/sending/doubt";
import { canResolve } from "@/lib/generations/policy";
import { served, type ServedFile } from "@/lib/files/open-file";
import { extensionOf } from "@/lib/files/types";
import { db } from "@/lib/platform/db/client";
import type { Prisma, UnclaimedTask } from "@/lib/platform/db/generated/client";
import { listProjects } from "@/lib/projects/queries";
import { AppError } from "@/lib/shared/errors";
import { fits, listLost, type LostRow } from "./fits";
import { findModelByProviderId } from "@/lib/models/catalog";
import { readTaskFacts, UNDECIDED } from "../task-facts";
import { assertTrayOwner, isTrayOwner } from "./tray-owner";
import type { CandidatesView, TaskView, TrayView, UnclaimedView } from "./view";

const LAST_DECIDED = 30;

const include = { files: { select: { bytes: true } } } as const;
type TrayRow = Prisma.UnclaimedTaskGetPayload<{ include: typeof include }>;

/** The owner's tray. @throws AppError not-found for everybody else */
export async function getTray(actor: Actor): Promise<TrayView> {
  await assertTrayOwner(actor);
  const [undecided, decided, lost, projects, connection] = await Promise.all([
    db.unclaimedTask.findMany({ where: { status: { in: [...UNDECIDED] } }, include, orderBy: [{ foundAt: "asc" }, { id: "asc" }] }),
    db.unclaimedTask.findMany({
      where: { status: { in: ["assigned", "dismissed"] } },
      include,
      orderBy: { decidedAt: "desc" },
      take: LAST_DECIDED,
    }),
    listLost(actor),
    listProjects(actor),
    describeConnection(null),
  ]);
  const { foreignTasks } = await readAccountFacts(db, connection.account);
  const known = await readDecisions(actor, decided);
  return {
    entries: undecided.map((row) => presentEntry(row, lost, null)),
    decided: decided.map((row) => presentEntry(row, [], known(row))),
    foreign: foreignTasks ?? null,
    projects: projects.filter((project) => !project.isArchived).map(({ id, name }) => ({ id, name })),
  };
}

function presentEntry(row: TrayRow, lost: readonly LostRow[], decided: UnclaimedView["decided"]): UnclaimedView {
  // Read once: after a restore hundreds of entries meet hundreds of lost answers.
  const { reason, createdAt } = readTaskFacts(row.facts);
  return {
    id: row.id,
    status: row.status,
    reason,
    task: presentTask(row.providerTaskId, row.facts),
    foundAt: row.foundAt.toISOString(),
    file: row.files[0] ? { sizeBytes: Number(row.files[0].bytes ?? 0) } : null,
    fits: lost
      .filter((attempt) => fits({ providerAccount: row.providerAccount, createdAt }, attempt))
      .map(({ generation, sentAt }) => ({
        generationId: generation.id,
        prompt: generation.prompt,
        projectName: generation.project.name,
        author: generation.createdBy.name,
        sentAt: sentAt.toISOString(),
      })),
    decided,
  };
}

/** What may be shown of a task: what the list said, with our own name of its model where it has one. */
function presentTask(taskId: string, json: unknown): TaskView {
  const { reason: _, model, ...facts } = readTaskFacts(json);
  return { ...facts, taskId, model: model === null ? null : (findModelByProviderId(model)?.label ?? model) };
}

/** Who decided, and which clip it became; of another team's clip nothing is said. */
async function readDecisions(actor: Actor, rows: readonly UnclaimedTask[]) {
  const [people, clips] = await Promise.all([
    db.user.findMany({ where: { id: { in: rows.flatMap((row) => row.decidedById ?? []) } }, select: { id: true, name: true } }),
    db.generation.findMany({
      where: { id: { in: rows.flatMap((row) => row.generationId ?? []) }, teamId: actor.teamId, deletedAt: null },
      select: { id: true, project: { select: { slug: true } } },
    }),
  ]);
  return (row: UnclaimedTask): UnclaimedView["decided"] => {
    const clip = clips.find(({ id }) => id === row.generationId);
    return {
      by: people.find(({ id }) => id === row.decidedById)?.name ?? null,
      at: (row.decidedAt ?? row.foundAt).toISOString(),
      clip: clip ? { projectSlug: clip.project.slug, generationId: clip.id } : null,
    };
  };
}

/** How many wait for a decision, for a link with a number on it; 0 for whoever has no tray. */
export const countUndecided = async (actor: Actor): Promise<number> =>
  (await isTrayOwner(actor)) ? db.unclaimedTask.count({ where: { status: { in: [...UNDECIDED] } } }) : 0;

/** For the alarms: what waits for a decision, and since when. */
export async function readUndecided(): Promise<{ count: number; since: Date | null }> {
  const { _count, _min } = await db.unclaimedTask.aggregate({
    where: { status: { in: [...UNDECIDED] } },
    _count: true,
    _min: { foundAt: true },
  });
  return { count: _count, since: _min.foundAt };
}

/** The tasks that an uncertain generation could be, as we know them; the provider is not asked. @throws AppError not-found, not-allowed, conflict */
export async function listCandidates(actor: Actor, generationId: string): Promise<CandidatesView> {
  const { account, ids } = await candidatesFor(actor, generationId);
  const rows = await db.unclaimedTask.findMany({ where: { providerAccount: account, providerTaskId: { in: ids } }, include });
  return {
    candidates: ids.map((id) => {
      const row = rows.find((one) => one.providerTaskId === id);
      return {
        ...presentTask(id, row?.facts),
        clip: row?.files[0] ? row.id : null,
        isComing: row?.status === "waiting" || row?.status === "saving",
      };
    }),
  };
}

async function candidatesFor(actor: Actor, generationId: string): Promise<{ account: string; ids: string[] }> {
  const row = await db.generation.findFirst({
    where: { id: generationId, teamId: actor.teamId, deletedAt: null },
    include: { attempts: { where: { state: "uncertain" }, take: 1 } },
  });
  if (!row) throw new AppError("not-found");
  if (!canResolve(actor, row)) throw new AppError(row.status === "uncertain" ? "not-allowed" : "conflict");
  const [attempt] = row.attempts;
  return { account: attempt?.providerAccount ?? "", ids: attempt ? readDetail(attempt.detail).candidates : [] };
}

/**
 * The file of an entry, for the tray's owner, and for whoever has to say whether it is their lost clip: without seeing
 * it they could not. @throws AppError not-found for everybody else
 */
export async function openUnclaimedFile(actor: Actor, id: string): Promise<ServedFile> {
  const row = await db.unclaimedTask.findUnique({ where: { id }, include: { files: true } });
  const [file] = row?.files ?? [];
  if (!row || !file) throw new AppError("not-found");
  if (!(await isTrayOwner(actor)) && !(await isCandidateOf(actor, row))) throw new AppError("not-found");
  return served(file, `unclaimed-${row.id.slice(-8)}.${extensionOf(file.mime)}`);
}

async function isCandidateOf(actor: Actor, row: UnclaimedTask): Promise<boolean> {
  if (!may(actor, "generations.resolve")) return false;
  const open = await db.attempt.findMany({
    where: { state: "uncertain", providerAccount: row.providerAccount, generation: { teamId: actor.teamId, status: "uncertain" } },
    include: { generation: { select: { createdById: true, status: true, apiStyle: true, deletedAt: true } } },
  });
  return open.some(({ detail, generation }) => canResolve(actor, generation) && readDetail(detail).candidates.includes(row.providerTaskId));
}
