import { getConnection } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { enqueue } from "@/lib/platform/jobs/queue";
import { sendGenerationJob } from "../jobs";
import { whereStatus } from "../status-sql";
import { nextInLine } from "./turn";

/** Rings for the generations that waited for this provider copy of an asset. */
export async function wakeForRegistration(registrationId: string): Promise<void> {
  const registration = await db.assetRegistration.findUnique({ where: { id: registrationId }, select: { sha256: true, kind: true } });
  if (!registration) return;
  const waiting = await db.generation.findMany({
    where: {
      ...whereStatus("waiting"),
      waitingFor: "inputs",
      inputs: { some: { asset: { sha256: registration.sha256, kind: registration.kind } } },
    },
    select: { id: true },
  });
  for (const { id } of waiting) await enqueue(sendGenerationJob, { generationId: id }, { key: id });
}

/** Rings for whoever is next, now that a place at the provider is free. */
export async function wakeNextInLine(): Promise<void> {
  const { account } = await getConnection();
  const next = await nextInLine(db, account, getEnv().concurrency);
  for (const id of next) await enqueue(sendGenerationJob, { generationId: id }, { key: id });
}
