import { createHash } from "node:crypto";
import { readFileSync, utimesSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { isFinal } from "@/lib/generations/lifecycle";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { getStorage } from "@/lib/platform/storage/storage";
import { TASKS_PATH, type TrueTask } from "./emulator-control";
import type { ProcessControl } from "./process-control";
import { CANARY_KEY, type FaultRow, type FaultStudio } from "./studio";

/** The longest that anything open may lie unattended: between two looks for a lost answer. */
const LONGEST_WAIT_MS = 6.2 * 3_600_000;
const DAY_MS = 86_400_000;

/** What the invariants are asked of: one studio, on however many machines. */
export interface Judged extends Pick<FaultStudio, "rows" | "emulator" | "dataDir" | "bucket"> {
  worker: Pick<ProcessControl, "log" | "unexpectedDeaths">;
  web: Pick<ProcessControl, "log" | "unexpectedDeaths"> | null;
}

/**
 * The invariants, against the emulator's own record of what was bought.
 * @returns each violation in a sentence; none when all is well
 */
export async function judge(studio: Judged): Promise<string[]> {
  const [rows, { items }] = await Promise.all([studio.rows(), studio.emulator.truth()]);
  // Tasks without a marker of ours were put there by the case, as somebody else's.
  const ours = items.filter((task) => task.safetyIdentifier !== null);
  return [
    ...boughtOnce(rows, ours),
    ...everythingLinked(rows, ours),
    ...nothingForgotten(rows),
    ...(await filesAreWhole(rows)),
    ...(await noStrayFiles(studio)),
    ...sameLedger(rows, ours),
    ...(await secretsAreSecret(studio)),
    ...(await noFalseFailure(studio, rows, ours)),
    ...studio.worker.unexpectedDeaths(),
    ...(studio.web?.unexpectedDeaths() ?? []),
  ];
}

const attemptsByMarker = (rows: readonly FaultRow[]) =>
  new Map(rows.flatMap((row) => row.attempts.map((attempt) => [attempt.marker, { attempt, row }] as const)));

/** I1: of each generation, one task at most. A confirmed "submit again" is a generation of its own. */
function boughtOnce(rows: readonly FaultRow[], tasks: readonly TrueTask[]): string[] {
  const known = attemptsByMarker(rows);
  const perGeneration = new Map<string, number>();
  for (const task of tasks) {
    const id = known.get(task.safetyIdentifier!)?.row.id;
    if (id) perGeneration.set(id, (perGeneration.get(id) ?? 0) + 1);
  }
  return [...perGeneration].filter(([, count]) => count > 1).map(([id, count]) => `I1: generation ${id} was bought ${count} times`);
}

/** I2: every task is linked, and rightly, or its attempt is known to be uncertain. */
function everythingLinked(rows: readonly FaultRow[], tasks: readonly TrueTask[]): string[] {
  const known = attemptsByMarker(rows);
  const byTask = new Map(rows.filter((row) => row.providerTaskId !== null).map((row) => [row.providerTaskId!, row]));
  return tasks.flatMap((task) => {
    const entry = known.get(task.safetyIdentifier!);
    const row = byTask.get(task.id);
    // The ledger of a restored backup never heard of this attempt; that its task was found is what counts.
    if (!entry && row) return [];
    if (!entry) return [`I2: task ${task.id} was bought by nobody that the ledger knows`];
    if (entry.attempt.providerTaskId !== null && entry.attempt.providerTaskId !== task.id) return [`I2: task ${task.id} is linked wrongly`];
    if (row) return entry.attempt.providerTaskId === task.id ? [] : [`I2: task ${task.id} hangs on another attempt`];
    return entry.attempt.state === "sending" || entry.attempt.state === "uncertain"
      ? []
      : [`I2: task ${task.id} is lost (its attempt is ${entry.attempt.state})`];
  });
}

/** I3: whatever is open has a time at which somebody looks again, and not in the far future. */
function nothingForgotten(rows: readonly FaultRow[]): string[] {
  return rows
    .filter((row) => !isFinal(row.status) && (row.nextActionAt === null || row.nextActionAt.getTime() > Date.now() + LONGEST_WAIT_MS))
    .map((row) => `I3: generation ${row.id} (${row.status}) is forgotten`);
}

/** I4: the file of everything that is ready is there, and is what the row says. */
async function filesAreWhole(rows: readonly FaultRow[]): Promise<string[]> {
  const problems: string[] = [];
  for (const row of rows.filter(({ status }) => status === "ready")) {
    const video = row.files.find((file) => file.variant === "video");
    const file = video && (await getStorage().openRange(video.key));
    if (!video || !file) {
      problems.push(`I4: generation ${row.id} is ready without a file`);
      continue;
    }
    if (BigInt(file.sizeBytes) !== video.bytes) problems.push(`I4: the file of ${row.id} has another size`);
    const hash = createHash("sha256");
    for await (const chunk of file.stream) hash.update(chunk);
    if (hash.digest("hex") !== video.sha256) problems.push(`I4: the file of ${row.id} has another hash`);
  }
  return problems;
}

/** Made after Ready, each written before its row; one that was interrupted is written again to the same place by a later round. */
const LATER: ReadonlySet<string> = new Set(["preview.mp4", "sprite.webp", "proxy.mp4"]);

/** I5: no file without a row, but of what is being saved; what interrupted writes left is swept after a day. */
async function noStrayFiles(studio: Judged): Promise<string[]> {
  const keys = studio.bucket?.objects() ?? (await filesBelow(studio.dataDir, "media"));
  // Read after the files: the row of each was to be written by then.
  const rows = await studio.rows();
  const kept = new Set(rows.flatMap((row) => row.files.map((file) => file.key)));
  const isMade = (key: string): boolean =>
    rows.some(({ id, status }) => key.includes(id) && (status === "saving" || (status === "ready" && LATER.has(path.basename(key)))));
  const problems = keys.filter((key) => !kept.has(key) && !isMade(key)).map((key) => `I5: the file ${key} belongs to nothing`);
  const parts = await filesBelow(studio.dataDir, "media-tmp");
  const longAgo = new Date(Date.now() - 2 * DAY_MS);
  for (const part of parts) utimesSync(path.join(studio.dataDir, part), longAgo, longAgo);
  await getStorage().sweep();
  // Others may have been begun meanwhile: a studio goes on while it is judged.
  const left = new Set(await filesBelow(studio.dataDir, "media-tmp"));
  if (parts.some((part) => left.has(part))) problems.push("I5: parts of a day ago were not swept");
  return problems;
}

async function filesBelow(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(path.join(folder, name), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** I6: what we think was billed is what was billed. */
function sameLedger(rows: readonly FaultRow[], tasks: readonly TrueTask[]): string[] {
  const truth = new Map(tasks.map((task) => [task.id, task]));
  return rows.flatMap((row) => {
    const task = row.providerTaskId === null ? undefined : truth.get(row.providerTaskId);
    if (!task || (row.status !== "ready" && row.status !== "saving")) return [];
    // One of the shapes of /v1/videos has no word about usage: then nothing is known, and nothing is made up.
    const isUntold = row.actualTokens === null && task.surface === "videos";
    return isUntold || row.actualTokens === task.tokens
      ? []
      : [`I6: ${row.id} was billed ${task.tokens} tokens, and the ledger says ${row.actualTokens}`];
  });
}

/** I7: the key is in no log, no table, no journal. */
async function secretsAreSecret(studio: Judged): Promise<string[]> {
  const problems: string[] = [];
  const looksLike = (text: string): boolean => text.includes(CANARY_KEY) || text.includes(getEnv().authSecret);
  if (looksLike(studio.worker.log())) problems.push("I7: a secret stands in the worker's log");
  if (looksLike(studio.web?.log() ?? "")) problems.push("I7: a secret stands in the log of the web process");
  for (const file of await filesBelow(studio.dataDir, "journal"))
    if (looksLike(readFileSync(path.join(studio.dataDir, file), "utf8"))) problems.push(`I7: a secret stands in ${file}`);
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')`;
  for (const { name } of tables) {
    const found = await db.$queryRawUnsafe<unknown[]>(
      `SELECT 1 FROM ${name} AS t WHERE t::text LIKE '%' || $1 || '%' OR t::text LIKE '%' || $2 || '%' LIMIT 1`,
      CANARY_KEY,
      getEnv().authSecret,
    );
    if (found.length > 0) problems.push(`I7: a secret stands in the table ${name}`);
  }
  return problems;
}

/**
 * I8: nothing says that it failed when it was made. What could not be saved in time may say that, but only when the
 * provider itself has it no more, and with the evidence that a claim needs.
 */
async function noFalseFailure(studio: Judged, rows: readonly FaultRow[], tasks: readonly TrueTask[]): Promise<string[]> {
  const made = new Set(tasks.filter((task) => task.status === "succeeded").map((task) => task.id));
  const problems: string[] = [];
  for (const row of rows) {
    const { id, status, providerTaskId } = row;
    if (!isFinal(status) || status === "ready" || providerTaskId === null || !made.has(providerTaskId)) continue;
    const isGone = status === "expired" && (await studio.emulator.call("GET", `${TASKS_PATH}/${providerTaskId}`)).status === 404;
    const evidence = row.events.find(({ event }) => event === "expire")?.detail;
    const isProven = JSON.stringify(evidence ?? "").includes(providerTaskId);
    if (!isGone || !isProven) problems.push(`I8: ${id} says ${status}, and the clip exists`);
  }
  return problems;
}
