import { createHash, randomBytes, randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { assetKey } from "@/lib/files/keys";
import type { Failpoint } from "@/lib/platform/failpoint";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";
import { makeAsset } from "@/lib/testing/factories";
import { TASKS_PATH } from "./emulator-control";
import { demand } from "./fault-case";
import type { LifeOptions } from "./process-control";
import type { FaultRow, FaultStudio } from "./studio";
import { travel } from "./time-travel";
import { waitUntil } from "./wait-until";

/** A picture of this member's, with bytes of its own. @returns the asset's id */
export async function bringPicture({ teamId, userId }: Actor, side = 320): Promise<string> {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const create = { width: side, height: side, channels: 3, background: "#456", noise } as const;
  const bytes = await sharp({ create }).png().toBuffer();
  // The same bytes under another fingerprint would be registered once.
  const sha256 = createHash("sha256").update(bytes).update(randomBytes(8)).digest("hex");
  const { id } = await makeAsset({ teamId, createdById: userId, sha256, sizeBytes: bytes.length });
  await getStorage().put(assetKey(teamId, id), bytes);
  return id;
}

/** A life in which a process dies so many times at this point of its work. */
export const dieAt = (point: Failpoint, times = 1): LifeOptions => ({
  env: { DAILIES_FAILPOINT: `${point}:times=${times}=${path.join(tmpdir(), `dailies-failpoint-${randomUUID()}`)}` },
});

/** Lets so much time pass, and waits until whatever came due has been looked at. */
export async function passTime(studio: FaultStudio, ids: readonly string[], milliseconds: number): Promise<void> {
  const before = new Map<string, FaultRow>();
  for (const id of ids) before.set(id, await studio.row(id));
  await travel(milliseconds);
  await waitUntil("what came due is looked at", async () => {
    for (const id of ids) {
      const row = await studio.row(id);
      const hasMoved = row.version > before.get(id)!.version;
      if (!hasMoved && row.nextActionAt !== null && row.nextActionAt.getTime() < Date.now() + 1_000) return false;
    }
    return true;
  });
}

/** Its attempt is beyond its lease: nobody will answer for it any more. */
export async function outliveLease(studio: FaultStudio, ids: readonly string[]): Promise<void> {
  await travel(151_000);
  await studio.until(ids, ["uncertain", "queued", "running", "saving", "ready"]);
}

/** A look at the list now, instead of in fifteen seconds. */
export const lookSoon = (): Promise<void> => travel(20_000);

export async function detailOf(studio: FaultStudio, id: string): Promise<Record<string, unknown>> {
  const detail = (await studio.row(id)).attempts.at(-1)?.detail;
  return detail !== null && typeof detail === "object" && !Array.isArray(detail) ? { ...detail } : {};
}

/** How its task became known: by the answer, the journal, the marker, the parameters or a person. */
export function howAccepted(row: FaultRow): string {
  const detail = row.events.find((event) => event.event === "accept")?.detail;
  return detail !== null && typeof detail === "object" && !Array.isArray(detail) ? String(detail?.["how"]) : "";
}

export const wasUncertain = (row: FaultRow): boolean => row.events.some((event) => event.toStatus === "uncertain");

export async function demandCreates(studio: FaultStudio, creates: number): Promise<void> {
  const truth = await studio.emulator.truth();
  demand(truth.creates === creates, `${truth.creates} create calls instead of ${creates}`);
}

/** Tasks of somebody else on the same key: they wait in the queue for ever, and carry no marker. */
export async function sellToOthers(studio: FaultStudio, count: number, body: Record<string, unknown> = {}): Promise<void> {
  for (let index = 0; index < count; index++) {
    const response = await studio.emulator.call("POST", TASKS_PATH, {
      model: "dreamina-seedance-2-0-fast-260128",
      content: [{ type: "text", text: `somebody else's ${index} emu:queue-forever` }],
      resolution: "480p",
      ratio: "16:9",
      duration: 4,
      ...body,
    });
    if (!response.ok) throw new Error(`the emulator refused a task: ${await response.text()}`);
    await response.body?.cancel();
  }
}

/** Empties the queue: whatever is to go on has to go on from its row. */
export async function loseAllJobs(): Promise<void> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'pgboss' AND tablename LIKE 'job%'`;
  await db.$executeRawUnsafe(`TRUNCATE ${tables.map((table) => table.name).join(", ")} CASCADE`);
}

/** A life with one of the scripts beside this file loaded into it before everything else. */
export const preload = (script: string, env: Record<string, string>): LifeOptions => ({
  env: { NODE_OPTIONS: `--import=${new URL(script, import.meta.url).href}`, ...env },
});

/** Presses like somebody whose page keeps trying: with the same key, until there is an answer. */
export async function pressUntilAnswered(
  studio: FaultStudio,
  press: { prompt: string },
  options: { key: string; actor: Actor },
): Promise<string> {
  return waitUntil(
    "a press is answered",
    async () => {
      try {
        const answer = await studio.pressOnPage(press, options);
        if (answer.ok) return answer.data.id;
        // A database that is away is no refusal of the request.
        if (answer.error.code === "unexpected" || answer.error.code === "unavailable") return null;
        throw new AppError(answer.error.code);
      } catch (error) {
        if (error instanceof AppError) throw error;
        return null;
      }
    },
    180_000,
  );
}
