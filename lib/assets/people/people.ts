import type { Actor } from "@/lib/access/callers/actor";
import { type Connection, connectionFor, getProvider } from "@/lib/connections/connection";
import { db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { databaseNow } from "@/lib/platform/db/now";
import type { RealPerson } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { type AssetLibrary, ProviderError } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { prepareFiles } from "../faces/file-states";
import type { FileStateView } from "../faces/view";
import { atHome } from "../registration/at-home";
import type { LinkPersonInput, VerifyPersonInput } from "./schema";
import type { PersonLink, PersonView } from "./view";

/** Nothing in the link says who used it, so for so long a group that appears on the account is taken for this person's. */
const LINK_MINUTES = 60;

/**
 * A link on which somebody verifies with the provider that they are who is in a picture. One at a time for an account: what
 * appears on it then is theirs, and no other team's.
 * @throws AppError no-library, person-underway, provider-unreachable, provider-key, no-provider-key
 */
export async function verifyPerson(actor: Actor, { name }: VerifyPersonInput): Promise<PersonLink> {
  const connection = await libraryOf(actor);
  const [url, groups] = await askLibrary(
    connection,
    async (library) => [await library.authorizeUrl(), await library.listPeople()] as const,
  );
  const { host } = readLink(url, connection);
  await withTransaction(async (tx) => {
    await lockPeople(tx, connection);
    const now = await databaseNow(tx);
    const open = await tx.realPerson.findFirst({ where: { ...openOn(connection, now), teamId: { not: actor.teamId } } });
    if (open) throw new AppError("person-underway", { values: { minutes: minutesLeft(open, now) } });
    // Whose earlier link it was nobody could tell any more.
    await tx.realPerson.deleteMany({ where: { teamId: actor.teamId, providerAccount: connection.account, groupId: null } });
    await tx.realPerson.create({
      data: {
        ...{ id: newId(), teamId: actor.teamId, createdById: actor.userId, providerAccount: connection.account, name },
        ...{ linkUntil: new Date(now.getTime() + LINK_MINUTES * 60_000), knownGroups: groups.map(({ groupId }) => groupId) },
      },
    });
  });
  return { url, host, minutes: LINK_MINUTES };
}

/** Whom the team has had verified, and whom it is waiting for; who has verified themselves since is found. */
export async function findPeople(actor: Actor): Promise<PersonView[]> {
  const connection = await libraryOf(actor);
  const now = await databaseNow(db);
  const open = await db.realPerson.findFirst({ where: { ...openOn(connection, now), teamId: actor.teamId } });
  if (open) await findGroup(connection, open);
  const rows = await db.realPerson.findMany({
    where: { teamId: actor.teamId, providerAccount: connection.account, OR: [{ groupId: { not: null } }, { linkUntil: { gt: now } }] },
    orderBy: { createdAt: "desc" },
  });
  return rows.map(({ id, name, groupId }) => ({ id, name, isVerified: groupId !== null }));
}

async function findGroup(connection: Connection, person: RealPerson): Promise<void> {
  const groups = await askLibrary(connection, (library) => library.listPeople());
  const claimed = await db.realPerson.findMany({ where: { providerAccount: connection.account, groupId: { not: null } } });
  const known = new Set([...person.knownGroups, ...claimed.map(({ groupId }) => groupId)]);
  const fresh = groups.find(({ groupId }) => !known.has(groupId));
  if (!fresh) return;
  await db.realPerson.updateMany({ where: { id: person.id, groupId: null }, data: { groupId: fresh.groupId } }).catch((error: unknown) => {
    // Somebody else's look found it first.
    if (!isUniqueViolation(error)) throw error;
  });
}

/** A picture or clip shows this person: it goes to their group, where the provider takes it. @throws AppError not-found */
export async function linkPerson(actor: Actor, { id, personId }: LinkPersonInput): Promise<FileStateView[]> {
  const connection = await libraryOf(actor);
  const person = await db.realPerson.findFirst({
    where: { id: personId, teamId: actor.teamId, providerAccount: connection.account, groupId: { not: null } },
  });
  if (!person) throw new AppError("not-found");
  const { count } = await db.asset.updateMany({
    where: { id, teamId: actor.teamId, status: "ready", deletedAt: null, kind: { not: "audio" } },
    data: { realPersonId: person.id },
  });
  if (count === 0) throw new AppError("not-found");
  await publish(db, { teamId: actor.teamId, kind: "asset", id });
  return prepareFiles(actor, { ids: [id] });
}

/** @throws AppError no-library */
export async function libraryOf({ teamId }: Actor): Promise<Connection> {
  const connection = await connectionFor(teamId);
  if (!getProvider(connection).hasAssetLibrary) throw new AppError("no-library");
  return connection;
}

const openOn = ({ account }: Connection, now: Date) => ({ providerAccount: account, groupId: null, linkUntil: { gt: now } });

const minutesLeft = ({ linkUntil }: RealPerson, now: Date): number =>
  Math.max(1, Math.ceil((linkUntil.getTime() - now.getTime()) / 60_000));

/** Whose group is whose is decided one at a time. */
export const lockPeople = (tx: Tx, { account }: Connection) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dailies.people.' || ${account}))`;

/** @throws AppError provider-unreachable */
export async function askLibrary<T>(connection: Connection, step: (library: AssetLibrary) => Promise<T>): Promise<T> {
  try {
    return await atHome(connection, step);
  } catch (error) {
    if (error instanceof ProviderError) throw new AppError("provider-unreachable", { cause: error });
    throw error;
  }
}

/** Its host varies, so it is shown and never opened by us. Nothing but https is, unless the emulator plays the provider. */
function readLink(text: string, { isEmulator }: Connection): URL {
  const url = URL.parse(text);
  const isPlain = url?.protocol === "http:" && isEmulator;
  if (!url || !(url.protocol === "https:" || isPlain) || url.username !== "") throw new AppError("provider-unreachable");
  return url;
}
