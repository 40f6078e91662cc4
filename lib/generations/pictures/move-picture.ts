import type { Tx } from "@/lib/platform/db/client";
import type { MadePicture, Prisma } from "@/lib/platform/db/generated/client";
import { publish } from "@/lib/platform/events/publish";
import { bookPicture } from "./book-picture";

/** The one way of a picture from state to state, with what it counts as; null where it has moved on. */
export async function move(
  tx: Tx,
  id: string,
  from: MadePicture["state"][],
  data: Prisma.MadePictureUncheckedUpdateManyInput,
): Promise<MadePicture | null> {
  const { count } = await tx.madePicture.updateMany({ where: { id, state: { in: from } }, data });
  if (count === 0) return null;
  const picture = await tx.madePicture.findUniqueOrThrow({ where: { id } });
  await bookPicture(tx, picture);
  await publish(tx, { teamId: picture.teamId, kind: "asset", id });
  return picture;
}
