import { db, type Db } from "@/lib/platform/db/client";
import { logger } from "@/lib/platform/log";
import type { Role } from "./callers/actor";
import { networkOfCaller } from "./came-from";

/** What the log of access knows, as the audit page puts it together. Each has words in `audit.kinds`. */
export const ACCESS_KINDS = {
  signIns: [
    "signedIn",
    "signedInByPasskey",
    "signedInByProvider",
    "codeAsked",
    "recoveryCodeUsed",
    "refused",
    "passkeyRefused",
    "codeRefused",
    "signedOut",
    "sessionsEnded",
  ],
  accounts: [
    "accountMade",
    "passwordChanged",
    "resetLinkMade",
    "resetLinkMailed",
    "resetLinkDenied",
    "passwordReset",
    "recoveryCodesMade",
    "authenticatorAdded",
    "authenticatorRemoved",
    "passkeyAdded",
    "passkeyRemoved",
    "secondStepRemoved",
    "providerConnected",
    "providerRemoved",
    "signUpChanged",
    "accountDisabled",
    "accountEnabled",
  ],
  members: ["inviteMade", "inviteRevoked", "inviteUsed", "roleChanged", "memberRemoved"],
  team: ["teamMade", "teamRenamed", "teamDeleted", "teamRestored"],
  keys: ["keySaved", "keyRemoved", "keyShared", "keyUnshared", "webhookSaved", "webhookRenewed", "webhookRemoved"],
  sending: ["holdReleased", "submittedAgain", "limitsChanged"],
  shares: ["shareMade", "shareRevoked"],
  projects: ["projectShared", "projectOpened", "projectDeleted", "projectRestored"],
  deletions: [
    "clipsDeleted",
    "clipsRestored",
    "clipPurged",
    "filesDeleted",
    "filesRestored",
    "filePurged",
    "sequenceDeleted",
    "personRemoved",
  ],
  downloads: ["downloaded", "tableExported"],
} as const;

export type AccessGroup = keyof typeof ACCESS_KINDS;
export type AccessKind = (typeof ACCESS_KINDS)[AccessGroup][number];

/** What else is told of it. Never a secret: owners and admins read it, and take it away as a file. */
export interface AccessDetail {
  role?: Role;
  /** What it was before. */
  was?: Role;
  count?: number;
}

interface AccessFacts {
  /** Whose account it is about; null where nobody has such an account. */
  userId: string | null;
  /** Who did it, where that is somebody else. */
  byId?: string;
  teamId?: string;
  /** Where it came from, for what no door of pages let in. */
  network?: string;
  /** What it was done to, by the name of that moment: it is read when the thing itself is gone. */
  subject?: string | null;
  detail?: AccessDetail;
}

const MOST_OF_A_NAME = 200;

/**
 * Adds a row to the log of access, which nobody can change, and a line to the log of the process. What happens to an
 * account is nobody's team's, so each team that the person is in then gets a copy, and keeps it when they leave.
 */
export async function recordAccess(kind: AccessKind, facts: AccessFacts, tx: Db = db): Promise<void> {
  const { userId, byId, teamId, network = networkOfCaller(), subject, detail } = facts;
  const row = await tx.accessEvent.create({
    data: {
      ...{ kind, userId },
      ...(byId !== undefined && { byId }),
      ...(teamId !== undefined && { teamId }),
      ...(network !== undefined && { network }),
      ...(subject && { subject: [...subject].slice(0, MOST_OF_A_NAME).join("") }),
      ...(detail && { detail: { ...detail } }),
    },
    select: { id: true },
  });
  if (userId !== null && teamId === undefined)
    await tx.$executeRaw`
      INSERT INTO access_events (at, kind, user_id, by_id, network, subject, detail, team_id, is_copy)
      SELECT at, kind, event.user_id, by_id, network, subject, detail, membership.team_id, true
      FROM access_events AS event JOIN memberships AS membership ON membership.user_id = event.user_id
      WHERE event.id = ${row.id}`;
  logger.info({ event: kind, userId: userId ?? byId, teamId }, "access");
}
