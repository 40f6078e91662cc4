import { db, type Db } from "@/lib/platform/db/client";
import { logger } from "@/lib/platform/log";

/** What the log of access knows. */
export type AccessKind =
  | "signedIn"
  | "refused"
  | "signedInByPasskey"
  | "passkeyRefused"
  | "codeAsked"
  | "codeRefused"
  | "recoveryCodeUsed"
  | "recoveryCodesMade"
  | "authenticatorAdded"
  | "authenticatorRemoved"
  | "passkeyAdded"
  | "passkeyRemoved"
  | "secondStepRemoved"
  | "signedOut"
  | "sessionsEnded"
  | "accountMade"
  | "passwordChanged"
  | "resetLinkMade"
  | "passwordReset"
  | "inviteMade"
  | "inviteRevoked"
  | "inviteUsed"
  | "roleChanged"
  | "memberRemoved"
  | "shareMade"
  | "shareRevoked"
  | "keySaved"
  | "keyRemoved"
  | "teamMade"
  | "teamRenamed"
  | "teamDeleted"
  | "teamRestored"
  | "projectShared";

interface AccessFacts {
  /** Whose account it is about; null where nobody has such an account. */
  userId: string | null;
  /** Who did it, where that is somebody else. */
  byId?: string;
  teamId?: string;
  network?: string;
}

/** Adds a row to the log of access, which nobody can change, and a line to the log of the process. */
export async function recordAccess(kind: AccessKind, facts: AccessFacts, tx: Db = db): Promise<void> {
  await tx.accessEvent.create({ data: { kind, ...facts } });
  logger.info({ event: kind, userId: facts.userId ?? facts.byId, teamId: facts.teamId }, "access");
}
