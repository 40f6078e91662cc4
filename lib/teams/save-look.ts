import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import { makeWebp } from "@/lib/platform/ffmpeg/image";
import { withScratch } from "@/lib/platform/with-scratch";
import type { SaveLookInput } from "./schema";

/** Twice as wide as it is ever shown. */
const LOGO_SIDE = 512;

/**
 * How the team shows itself to guests. A logo is drawn anew, so that nothing but the picture is kept.
 * @throws AppError unreadable-media
 */
export async function saveLook({ teamId }: Actor, { accent, logo }: SaveLookInput): Promise<null> {
  const made = logo ? await drawLogo(Buffer.from(logo, "base64")) : null;
  await withTransaction(async (tx) => {
    await tx.team.update({ where: { id: teamId }, data: { accent }, select: { id: true } });
    if (logo === null) await tx.teamLogo.deleteMany({ where: { teamId } });
    if (made) await tx.teamLogo.upsert({ where: { teamId }, create: { teamId, ...made }, update: made });
  });
  return null;
}

const drawLogo = (given: Buffer) =>
  withScratch("logo", async (folder) => {
    const file = path.join(folder, "logo");
    await writeFile(file, given);
    const { bytes, width, height } = await makeWebp(file, LOGO_SIDE);
    return { bytes: new Uint8Array(bytes), width, height, version: createHash("sha256").update(bytes).digest("hex").slice(0, 16) };
  });
