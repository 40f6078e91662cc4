import type { Actor } from "@/lib/access/callers/actor";
import { recordAccess } from "@/lib/access/record-access";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { publishAll } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import type { IdInput } from "@/lib/shared/inputs";
import { askLibrary, libraryOf, lockPeople } from "./people";
import type { PersonView } from "./view";

/**
 * Somebody takes back that they may be shown: their group goes at the provider with all files in it, and their pictures count as
 * unverified again, so that nobody goes on with one without saying so. What a clip still needs is not taken from under it.
 * Killed half way, it can be asked for again: a group that is gone is no failure.
 * @returns the person who was removed
 * @throws AppError not-found, person-in-use, no-library, provider-unreachable
 */
export async function removePerson({ teamId, ...actor }: Actor, { id }: IdInput): Promise<PersonView> {
  const connection = await libraryOf({ teamId, ...actor });
  // Who waits to be verified has nothing there yet, and keeps other teams from asking until the link is over.
  const person = await db.realPerson.findFirst({
    where: { id, teamId, providerAccount: connection.account, groupId: { not: null } },
  });
  if (!person?.groupId) throw new AppError("not-found");
  const { groupId, name } = person;
  await withTransaction(async (tx) => {
    await lockPeople(tx, connection);
    await refuseInUse(tx, connection.account, groupId);
    // Forgotten before it is gone: a clip that is pressed meanwhile brings its files anew, and never names a copy that is about to go.
    await tx.assetRegistration.deleteMany({ where: { providerAccount: connection.account, groupId } });
    const files = await tx.asset.findMany({ where: { teamId, realPersonId: id }, select: { id: true } });
    await tx.asset.updateMany({
      where: { teamId, realPersonId: id },
      data: { realPersonId: null, facesAcceptedAt: null, facesAcceptedById: null },
    });
    await publishAll(
      tx,
      files.map((file) => ({ teamId, kind: "asset", id: file.id })),
    );
  });
  await askLibrary(connection, (library) => library.deleteGroup(groupId));
  await withTransaction(async (tx) => {
    const { count } = await tx.realPerson.deleteMany({ where: { id, teamId } });
    if (count > 0) await recordAccess("personRemoved", { userId: null, byId: actor.userId, teamId, subject: name }, tx);
  });
  return { id, name, isVerified: false };
}

/** Whatever team of the account brought the same bytes, it is one copy. @throws AppError person-in-use */
async function refuseInUse(tx: Tx, account: string, groupId: string): Promise<void> {
  const [{ count }] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(DISTINCT clip.id)::int AS count FROM asset_registrations AS copy
    JOIN assets AS file ON coalesce(file.sha256, file.id::text) = copy.sha256 AND file.kind = copy.kind
    JOIN generation_inputs AS input ON input.asset_id = file.id
    JOIN generations AS clip ON clip.id = input.generation_id
    WHERE copy.provider_account = ${account} AND copy.group_id = ${groupId} AND clip.next_action_at IS NOT NULL`;
  if (count > 0) throw new AppError("person-in-use", { values: { count } });
}
