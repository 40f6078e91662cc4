import type { Actor } from "@/lib/access/callers/actor";
import { hashPassword } from "@/lib/access/identity/password";
import { recordAccess } from "@/lib/access/record-access";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { AppError } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { hashSecret, newSecret } from "@/lib/shared/secrets";
import { readCopies } from "./copies/read-copies";
import { findThing } from "./find-thing";
import { MOST_SHARED_CLIPS, WATERMARK_MAX_LENGTH } from "./limits";
import { nameOfShare, shareSelect, toShareView } from "./list-shares";
import type { CreateShareInput } from "./schema";
import type { NewShareView } from "./view";

/** Links of a team that work at once; a team that shares more revokes some, or is a script. */
const MOST_LIVING_SHARES = 1_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A link for people without an account. Its secret is in the answer and, as a hash only, in the row.
 * @throws AppError not-found, too-many-shares
 */
export async function createShare(actor: Actor, { of, days, passphrase, watermark, ...rest }: CreateShareInput): Promise<NewShareView> {
  const token = newSecret();
  const passphraseHash = passphrase === null ? null : await hashPassword(passphrase);
  const now = Date.now();
  const { teamId, userId } = actor;
  const share = await withTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM teams WHERE id = ${teamId}::uuid FOR UPDATE`;
    const words = watermark === "" ? await nameForMark(tx, teamId) : watermark;
    const living = { teamId, revokedAt: null, expiresAt: { gt: new Date(now) } };
    if ((await tx.share.count({ where: living })) >= MOST_LIVING_SHARES)
      throw new AppError("too-many-shares", { values: { max: MOST_LIVING_SHARES } });
    const id = newId();
    const { labelId, sequenceId } = await findThing(tx, actor, of);
    await tx.share.create({
      data: {
        ...{
          id,
          teamId,
          createdById: userId,
          tokenHash: hashSecret(token),
          passphraseHash,
          labelId,
          sequenceId,
          watermark: words,
          ...rest,
        },
        ...{ createdAt: new Date(now), expiresAt: new Date(now + days * DAY_MS) },
      },
    });
    if (of.kind === "clips")
      await tx.shareClip.createMany({ data: of.ids.map((generationId, position) => ({ teamId, shareId: id, generationId, position })) });
    await publish(tx, { teamId, kind: "share", id });
    const share = await tx.share.findUniqueOrThrow({ where: { id }, select: shareSelect });
    await recordAccess("shareMade", { userId: null, byId: userId, teamId, subject: nameOfShare(share) }, tx);
    return share;
  });
  // What guests are given of chosen clips is made from now on, and not only when the first of them has come.
  if (of.kind === "clips")
    await readCopies({ ...share, labelId: null, sequenceId: null, hidden: actor.hidden, teamId }, null, MOST_SHARED_CLIPS);
  return { share: toShareView(share), token };
}

/** As much of a team's name as fits across a picture. */
async function nameForMark(tx: Tx, teamId: string): Promise<string> {
  const { name } = await tx.team.findUniqueOrThrow({ where: { id: teamId }, select: { name: true } });
  return [...name].slice(0, WATERMARK_MAX_LENGTH).join("");
}
