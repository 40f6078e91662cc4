import type { Breaker } from "@/lib/connections/breaker";
import { findObstacle } from "@/lib/budgets/check";
import { takeCall } from "@/lib/connections/call-pace";
import type { Connection } from "@/lib/connections/connection";
import { findPause, takeProbe } from "@/lib/connections/pause";
import type { Tx } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { getEnv } from "@/lib/platform/env";
import { hasRoomToSend } from "../keeping/disk-room";
import type { WaitingFor } from "../view";
import { isItsTurn, isPaused } from "./turn";

/** Whoever waits looks again at the latest after this: a better key may come by a restart, which rings for nobody. */
export const LONGEST_WAIT_MS = 2 * 60_000;
const SHORT_WAIT_MS = 30_000;

export interface Candidate {
  generation: Pick<Generation, "id" | "teamId" | "projectId" | "createdById" | "estimatedMicros">;
  connection: Connection;
  breaker: Breaker;
}

/** What it waits for, and until when at the latest. */
export interface Wait {
  waitingFor: WaitingFor;
  forMs: number;
}

interface Gate {
  name: string;
  /** Asked in the transaction that commits the intent. */
  ask(tx: Tx, candidate: Candidate): Promise<"ok" | Wait>;
}

export const waitFor = (waitingFor: WaitingFor, forMs = LONGEST_WAIT_MS): Wait => ({ waitingFor, forMs });
export const waitForTurn = (): Wait => waitFor("turn", SHORT_WAIT_MS);

/**
 * What has to be right before anything is sent, in this order: the line is locked first, and only whoever may go takes a
 * call off the budget, because a long line that asks again and again would leave none for looking. One more question is
 * one more entry.
 */
const GATES: readonly Gate[] = [
  // Before the line, in which it has no place meanwhile.
  { name: "paused", ask: async (tx, { generation }) => ((await isPaused(tx, generation.id)) ? waitFor("paused") : "ok") },
  {
    name: "turn",
    ask: async (tx, { generation, connection }) =>
      (await isItsTurn(tx, generation.id, connection.account, getEnv().concurrency)) ? "ok" : waitForTurn(),
  },
  {
    name: "hold",
    // Held until the intent is committed: a hold that begins meanwhile comes before it, or sees it.
    ask: async (tx) => {
      const [instance] = await tx.$queryRaw<{ held: boolean }[]>`
        SELECT hold_reason IS NOT NULL AS held FROM instances WHERE id = 1 FOR SHARE`;
      return instance?.held ? waitFor("hold") : "ok";
    },
  },
  {
    name: "budget",
    // The lock of the line above is of the account, which is the whole team's: two of them are never reckoned at once.
    ask: async (tx, { generation: { teamId, projectId, createdById, estimatedMicros }, connection }) => {
      const clip = { teamId, projectId, userId: createdById, micros: estimatedMicros };
      const obstacle = await findObstacle(tx, clip, connection.isEmulator);
      return obstacle ? waitFor(obstacle) : "ok";
    },
  },
  {
    name: "project",
    // Its clips that wait are cancelled one after the other; none is sent meanwhile.
    ask: async (tx, { generation: { id } }) => {
      const [kept] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM generations AS clip JOIN projects AS project ON project.id = clip.project_id
        WHERE clip.id = ${id}::uuid AND project.deleted_at IS NULL`;
      return kept ? "ok" : waitForTurn();
    },
  },
  { name: "disk", ask: async (tx) => ((await hasRoomToSend(tx)) ? "ok" : waitFor("disk")) },
  {
    name: "calls",
    ask: async (tx, { connection }) => ((await takeCall(tx, connection.account, "create")) ? "ok" : waitFor("pause", 1_000)),
  },
  { name: "breaker", ask: (_tx, { breaker }) => Promise.resolve(breaker.take() ? "ok" : waitFor("retry", SHORT_WAIT_MS)) },
  {
    name: "account",
    ask: async (tx, { connection: { account } }) =>
      (await takeProbe(tx, account)) ? "ok" : waitFor((await findPause(tx, account))?.refusal ?? "pause"),
  },
];

/** Asks one gate after the other, up to the first that says wait. */
export async function passGates(tx: Tx, candidate: Candidate): Promise<"ok" | Wait> {
  for (const gate of GATES) {
    const answer = await gate.ask(tx, candidate);
    if (answer !== "ok") return answer;
  }
  return "ok";
}
