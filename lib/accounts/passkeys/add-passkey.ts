import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { dropTicket, giveTicket, readTicket, spendTicket } from "@/lib/access/callers/ticket";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction, type Tx } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { browserOf } from "../browser";
import { requireProof } from "../second-step/proof";
import { handleBytes } from "./handle";
import { requireRelyingParty, type RelyingParty } from "./relying-party";
import type { NewPasskeyAnswer } from "./schema";

export type NewPasskeyQuestion = Awaited<ReturnType<typeof generateRegistrationOptions>>;

/** More than anybody has devices. */
const MOST = 20;
/** EdDSA, ES256, RS256: what every Node can check, so that a studio that moves to an older one locks nobody out. */
const ALGORITHMS = [-8, -7, -257];

/** What the browser makes a passkey from. @throws AppError proof-needed, passkey-impossible, too-many-passkeys */
export async function beginPasskey(user: SessionUser): Promise<NewPasskeyQuestion> {
  await requireProof(user);
  const party = await requireRelyingParty();
  await requireRoom(user.id, db);
  const known = await db.passkey.findMany({ where: { userId: user.id, rpId: party.id } });
  return generateRegistrationOptions({
    rpName: "Dailies",
    rpID: party.id,
    userID: handleBytes(user.id),
    userName: user.email,
    userDisplayName: user.name,
    challenge: Buffer.from(await giveTicket("passkey-add", { userId: user.id }), "base64url"),
    excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
    // It has to know by itself whose it is and to see its person, because it opens the account alone.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** Keeps what the browser made. @throws AppError proof-needed, passkey-refused, too-many-passkeys */
export async function addPasskey(user: SessionUser, { answer }: { answer: NewPasskeyAnswer }): Promise<{ id: string }> {
  await requireProof(user);
  const party = await requireRelyingParty();
  const credential = await readNew(user, party, answer);
  if (!credential) throw new AppError("passkey-refused");
  const session = await db.session.findUniqueOrThrow({ where: { id: user.sessionId }, select: { userAgent: true } });
  const id = newId();
  try {
    await withTransaction(async (tx) => {
      // Of two at once the second counts the first.
      await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${user.id}::uuid FOR UPDATE`;
      await requireRoom(user.id, tx);
      await tx.passkey.create({
        data: { id, userId: user.id, rpId: party.id, name: browserOf(session.userAgent) ?? "Passkey", ...credential },
      });
      await recordAccess("passkeyAdded", { userId: user.id }, tx);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError("passkey-known", { cause: error });
    throw error;
  }
  await dropTicket("passkey-add");
  return { id };
}

async function requireRoom(userId: string, tx: Pick<Tx, "passkey">): Promise<void> {
  if ((await tx.passkey.count({ where: { userId } })) >= MOST) throw new AppError("too-many-passkeys");
}

/** The public half and what is said of it; null where it is not what this browser was asked for. */
async function readNew(user: SessionUser, party: RelyingParty, response: NewPasskeyAnswer) {
  const ticket = await readTicket("passkey-add");
  if (ticket?.userId !== user.id || !(await spendTicket(ticket))) return null;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: ticket.id,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return null;
    const { id: credentialId, publicKey, counter } = registrationInfo.credential;
    return { credentialId, publicKey: new Uint8Array(publicKey), counter, transports: response.response.transports ?? [] };
  } catch {
    // The library says by throwing what did not fit.
    return null;
  }
}
