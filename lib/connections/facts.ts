import { z } from "zod";
import type { Db } from "@/lib/platform/db/client";
import { ACCOUNT_FAILURES } from "@/lib/providers/types";

/** What the answers of an account proved about it. */
const factsSchema = z.object({
  /** Lists and queries give our marker (`safety_identifier`) back. */
  echoesMarker: z.boolean().optional(),
  /** How many tasks of others its list showed at the last complete look, and when (ISO) that was. */
  foreignTasks: z.object({ count: z.number(), seenAt: z.string() }).optional(),
  /** The models that its own list named at the last test, as the host calls them. */
  modelIds: z.array(z.string()).optional(),
  /** ISO time of that test. */
  testedAt: z.string().optional(),
  /** Where its asset library lives, and how that takes the key. */
  assetHome: z
    .object({
      asked: z.string(),
      base: z.string().nullable(),
      listBase: z.string().nullable(),
      form: z.enum(["bare", "bearer"]).nullable(),
    })
    .optional(),
  /** Why, and since when (ISO), the account is refused even when it asks about its own clips; absent: it is not. */
  readRefusal: z.object({ reason: z.enum(ACCOUNT_FAILURES), since: z.string() }).optional(),
});
export type ProviderFacts = z.infer<typeof factsSchema>;

export async function readAccountFacts(db: Db, account: string): Promise<ProviderFacts> {
  const row = await db.providerAccount.findUnique({ where: { account }, select: { facts: true } });
  return factsSchema.catch({}).parse(row?.facts ?? {});
}

export async function learnFacts(db: Db, account: string, facts: ProviderFacts): Promise<void> {
  const known = await readAccountFacts(db, account);
  await db.providerAccount.upsert({ where: { account }, create: { account, facts }, update: { facts: { ...known, ...facts } } });
}
