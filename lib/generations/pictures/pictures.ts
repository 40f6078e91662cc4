import type { Actor } from "@/lib/access/callers/actor";
import { notHidden } from "@/lib/access/callers/in-sight";
import { toAssetView } from "@/lib/assets/view";
import { refuseOverLimits } from "@/lib/budgets/check";
import { connectionFor, describeConnection } from "@/lib/connections/connection";
import { getPrices } from "@/lib/connections/prices";
import { HOSTS } from "@/lib/models/hosts";
import { PICTURE_MODEL, PICTURE_RATIOS, PICTURE_SIZES, pictureMicros } from "@/lib/models/pictures";
import { type Db, db, type Tx, withTransaction } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { databaseNow } from "@/lib/platform/db/now";
import type { Asset, MadePicture } from "@/lib/platform/db/generated/client";
import { enqueue } from "@/lib/platform/jobs/queue";
import { findOpenProject } from "@/lib/projects/open-project";
import { FAILURE_KINDS } from "@/lib/providers/types";
import { AppError } from "@/lib/shared/errors";
import { lockSubmissions } from "../asking/limits";
import { bookPicture } from "./book-picture";
import { makePictureJob } from "./jobs";
import type { AskPictureInput } from "./schema";
import type { PicturesView, PictureView } from "./view";

/** A hand presses no faster, and a script would buy. */
const MOST_A_MINUTE = 10;
const NEWEST = 12;

type Row = MadePicture & { asset: Asset | null };

/**
 * Has a picture made out of words: a purchase, held to the limits like a clip and sent once at most. The same id is the same press,
 * however often it comes.
 * @throws AppError no-library, idempotency-mismatch, not-found, project-archived, too-many-requests, over-limit, spending-stopped,
 *   price-unknown, ask-first, provider-key, no-provider-key
 */
export async function askPicture(actor: Actor, input: AskPictureInput): Promise<PictureView> {
  const { id, projectId, prompt, ratio, agreed } = input;
  const connection = await connectionFor(actor.teamId);
  if (!HOSTS[connection.host].hasAssetLibrary) throw new AppError("no-library");
  const micros = await priceFor(actor.teamId);
  const made = await withTransaction(async (tx): Promise<MadePicture> => {
    await lockSubmissions(tx, actor.teamId);
    const known = await samePress(tx, actor, input);
    if (known) return known;
    await findOpenProject(tx, actor, projectId);
    await refuseHaste(tx, actor);
    await refuseOverLimits(tx, actor, [{ projectId, userId: actor.userId, micros }], { isEmulated: connection.isEmulator, agreed });
    const picture = await tx.madePicture.create({
      data: {
        ...{ id, teamId: actor.teamId, projectId, createdById: actor.userId, prompt, model: PICTURE_MODEL.id, size: PICTURE_SIZES[ratio] },
        ...{ state: "asked" as const, micros, isEmulated: connection.isEmulator, nextActionAt: await databaseNow(tx) },
      },
    });
    await bookPicture(tx, picture);
    await enqueue(makePictureJob, { pictureId: id }, { tx, key: id });
    return picture;
  }).catch((error: unknown) => {
    // Another team's press has this id: to this one it is no press that it could have made.
    if (isUniqueViolation(error)) throw new AppError("idempotency-mismatch");
    throw error;
  });
  return viewOf({ ...made, asset: null });
}

async function samePress(
  tx: Tx,
  { teamId, userId }: Actor,
  { id, projectId, prompt, ratio }: AskPictureInput,
): Promise<MadePicture | null> {
  const known = await tx.madePicture.findFirst({ where: { id, teamId } });
  if (!known) return null;
  const isSame =
    known.createdById === userId && known.projectId === projectId && known.prompt === prompt && known.size === PICTURE_SIZES[ratio];
  if (!isSame) throw new AppError("idempotency-mismatch");
  return known;
}

async function refuseHaste(tx: Tx, { teamId }: Actor): Promise<void> {
  const [recent] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM made_pictures WHERE team_id = ${teamId}::uuid AND created_at > now() - interval '1 minute'`;
  if (recent && recent.count >= MOST_A_MINUTE) throw new AppError("too-many-requests");
}

/** null where no price is known: the host asks in another currency, and nobody has entered one. */
async function priceFor(teamId: string): Promise<number | null> {
  const [{ host }, { factor }] = await Promise.all([describeConnection(teamId), getPrices(teamId)]);
  return HOSTS[host].priceFactor === null ? null : pictureMicros(factor);
}

/** The team's newest pictures, and what the next one would cost. */
export async function listPictures(actor: Actor): Promise<PicturesView> {
  const [rows, micros] = await Promise.all([newest(db, actor), priceFor(actor.teamId)]);
  return { pictures: rows.map(viewOf), micros };
}

const newest = (tx: Db, actor: Actor): Promise<Row[]> =>
  tx.madePicture.findMany({
    where: { teamId: actor.teamId, projectId: notHidden(actor) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: NEWEST,
    include: { asset: true },
  });

function viewOf({ id, state, prompt, size, micros, errorCode, errorMessage, asset }: Row): PictureView {
  const code =
    errorCode === null ? null : ([...FAILURE_KINDS, "archive", "overLimit", "cancelled"] as const).find((one) => one === errorCode);
  return {
    ...{ id, state, prompt, micros },
    ratio: PICTURE_RATIOS.find((one) => PICTURE_SIZES[one] === size) ?? "1:1",
    failure: state === "failed" ? { code: code ?? "unknown", said: errorMessage ?? "" } : null,
    asset: asset && asset.deletedAt === null ? toAssetView(asset) : null,
  };
}
