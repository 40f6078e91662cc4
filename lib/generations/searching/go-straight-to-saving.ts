import { archiveGenerationJob } from "@/lib/generations/jobs";
import { billOf } from "@/lib/generations/bill";
import { databaseNow, recordTransition } from "@/lib/generations/record-transition";
import type { Tx } from "@/lib/platform/db/client";
import type { UnclaimedTask } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { actualColumns, readTaskFacts } from "./task-facts";

/** The file of its task is here already: the clip needs nothing more of the provider, who may have forgotten it. */
export async function goStraightToSaving(tx: Tx, row: UnclaimedTask, generationId: string): Promise<void> {
  const facts = readTaskFacts(row.facts);
  const generation = await tx.generation.findUniqueOrThrow({ where: { id: generationId } });
  const now = await databaseNow(tx);
  const moved = await recordTransition(tx, generationId, {
    event: "succeed",
    nextActionInMs: 0,
    data: {
      ...actualColumns(facts),
      actualMicros: await billOf(generation, facts.tokens, facts.resolution),
      succeededAt: now,
      startedAt: generation.startedAt ?? now,
      errorCode: null,
    },
    detail: { from: "tray" },
  });
  if (moved) await enqueue(archiveGenerationJob, { generationId }, { tx, key: generationId });
}
