import type { Breaker } from "@/lib/connections/breaker";
import { takeCall } from "@/lib/connections/budget";
import type { Connection } from "@/lib/connections/connection";
import { findPause, takeProbe } from "@/lib/connections/pause";
import type { Tx } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { hasRoomToSend } from "../keeping/disk-room";
import type { WaitingFor } from "../view";
import { isItsTurn } from "./turn";

/** Whoever waits looks again at the latest after this: a better key may come by a restart, which rings for nobody. */
export const LONGEST_WAIT_MS = 2 * 60_000;
const SHORT_WAIT_MS = 30_000;

export interface Candidate {
  generationId: string;
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
  {
    name: "turn",
    ask: async (tx, { generationId, connection }) =>
      (await isItsTurn(tx, generationId, connection.account, getEnv().concurrency)) ? "ok" : waitForTurn(),
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
