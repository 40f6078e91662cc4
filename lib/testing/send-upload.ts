import { Readable } from "node:stream";
import type { Actor } from "@/lib/access/callers/actor";
import { findUpload, hasEnded } from "@/lib/assets/find-upload";
import { finishUpload } from "@/lib/assets/finish-upload";
import { getPartStore, partIdOf } from "@/lib/assets/parts/part-store";

/** Puts more bytes behind those of an upload that are here. @returns how many there are now */
export async function addPart(assetId: string, bytes: Buffer): Promise<number> {
  const { offset } = await getPartStore().getUpload(partIdOf(assetId));
  // A copy: what came off a line is given back when it is written.
  return getPartStore().write(Readable.from([Buffer.from(bytes)]), partIdOf(assetId), offset);
}

/** Brings all bytes of an upload without a line between, and has it looked at. */
export async function sendUpload(actor: Actor, assetId: string, bytes: Buffer) {
  if (!hasEnded(await findUpload(actor, assetId))) await addPart(assetId, bytes);
  return finishUpload(actor, assetId);
}
