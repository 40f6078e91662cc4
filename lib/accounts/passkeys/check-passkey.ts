import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { stampOf, type Shown } from "@/lib/access/identity/account-stamp";
import { giveTicket, readTicket, spendTicket, type Purpose, type Ticket } from "@/lib/access/callers/ticket";
import { recordAccess } from "@/lib/access/record-access";
import { db } from "@/lib/platform/db/client";
import type { Passkey } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/shared/errors";
import { handleOf } from "./handle";
import { type RelyingParty, requireRelyingParty } from "./relying-party";
import type { PasskeyAnswer } from "./schema";

type Use = Extract<Purpose, "passkey-sign-in" | "passkey-proof">;
export type PasskeyQuestion = Awaited<ReturnType<typeof generateAuthenticationOptions>>;

/**
 * What the browser asks a passkey to sign. Without a person it offers those that it has for this studio; each has to see a finger, a face
 * or a PIN, so that it is worth what password and code are together.
 */
export async function askForPasskey(use: Use, userId: string | null = null): Promise<PasskeyQuestion> {
  const party = await requireRelyingParty();
  const known = userId === null ? [] : await db.passkey.findMany({ where: { userId, rpId: party.id } });
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Buffer.from(await giveTicket(use, { userId }), "base64url"),
    userVerification: "required",
    allowCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
  });
}

/**
 * Whose passkey signed what this browser was asked last. The question is used up, whatever comes of it.
 * @throws AppError passkey-refused: an unknown or removed passkey, another question, another address, nobody seen, a counter that went back
 */
export async function checkPasskey(use: Use, answer: PasskeyAnswer, network?: string): Promise<Shown> {
  const party = await requireRelyingParty();
  const ticket = await readTicket(use);
  const passkey = await db.passkey.findUnique({ where: { credentialId: answer.id, rpId: party.id, user: { disabledAt: null } } });
  // Before the signature is looked at, which finds no passkey that was removed until then.
  const stamp = passkey && (await stampOf(passkey.userId));
  if (ticket && passkey && stamp && (await isSigned({ ticket, passkey, party }, answer))) return { userId: passkey.userId, stamp };
  await recordAccess("passkeyRefused", { userId: passkey?.userId ?? null, ...(network !== undefined && { network }) });
  throw new AppError("passkey-refused");
}

interface Asked {
  ticket: Ticket;
  passkey: Passkey;
  party: RelyingParty;
}

async function isSigned({ ticket, passkey, party }: Asked, answer: PasskeyAnswer): Promise<boolean> {
  const { userHandle } = answer.response;
  const isTheirs = ticket.userId === null ? userHandle === handleOf(passkey.userId) : ticket.userId === passkey.userId;
  if (!isTheirs || !(await spendTicket(ticket))) return false;
  const newCounter = await signatureCounter({ ticket, passkey, party }, answer);
  if (newCounter === null) return false;
  // Where it counts, only forward, also of two at once: a copy of the passkey would have to say a number again.
  const { count } = await db.passkey.updateMany({
    where: { id: passkey.id, counter: newCounter > 0 ? { lt: newCounter } : 0 },
    data: { counter: newCounter, lastUsedAt: new Date() },
  });
  return count === 1;
}

/** The counter that was signed; null where the signature is not what was asked for. */
async function signatureCounter({ ticket, passkey, party }: Asked, response: PasskeyAnswer): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: ticket.id,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: Number(passkey.counter) },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // The library says by throwing what did not fit; whoever tries need not know it.
    return null;
  }
}
