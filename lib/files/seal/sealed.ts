import { createHash } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { fromEnv } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { readSigner, type Signer } from "@/lib/platform/signer";
import { getStorage } from "@/lib/platform/storage/storage";
import { uuidBox } from "@/lib/shared/mp4-boxes";
import type { FileRow } from "../open-file";
import { joinBoxes, topBoxesOf } from "../with-tail";
import { makeManifest, MOST_SIGNED_BYTES } from "./make-manifest";

/** Where credentials lie in an MP4, by the specification of C2PA. */
const C2PA_BOX = "d8fec3d61b0e483c92975828877ec481";
/** Version and flags, what the box is for, and that no other one goes with it. */
const BEFORE_MANIFEST = Buffer.concat([Buffer.alloc(4), Buffer.from("manifest\0"), Buffer.alloc(8)]);

const getSigner = fromEnv(readSigner);

type SealedFile = Pick<FileRow, "id" | "key" | "bytes" | "sha256">;

/**
 * What is to follow a file, and behind that the credentials that sign both, where the studio has a certificate. They come last, because
 * they speak of every byte before them. A signature is another one each time, so that the first is kept: a download goes on where it
 * broke off. Without one the tail stays as it is: a label that nobody signed is better than no file.
 */
export async function sealed(file: SealedFile, tail: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const signer = getSigner();
  // One that was never measured is, some night.
  if (!signer || !file.sha256 || !file.bytes || file.bytes > MOST_SIGNED_BYTES) return tail;
  const of = createHash("sha256").update(file.sha256).update(tail).update(signer.certificates[0]!.raw).digest("hex");
  try {
    const manifest = (await findSeal(file.id, of)) ?? (await makeSeal(file, of, tail, signer));
    return manifest ? joinBoxes([tail, uuidBox(C2PA_BOX, Buffer.concat([BEFORE_MANIFEST, manifest]))]) : tail;
  } catch (error) {
    logger.error({ err: error, key: file.key }, "a label could not be signed");
    return tail;
  }
}

async function findSeal(fileId: string, of: string): Promise<Uint8Array | null> {
  return (await db.seal.findUnique({ where: { fileId_of: { fileId, of } } }))?.manifest ?? null;
}

async function makeSeal({ id, key, bytes }: SealedFile, of: string, tail: Uint8Array, signer: Signer): Promise<Uint8Array | null> {
  const { boxes, isClosed } = await topBoxesOf((range) => getStorage().openRange(key, range), Number(bytes));
  // A file has one place for credentials: those that its provider put into it stay.
  if (!isClosed || boxes.some(({ uuid }) => uuid === C2PA_BOX)) return null;
  const manifest = await getStorage().withLocalFile(key, (file) => makeManifest(file, tail, signer));
  await db.seal.createMany({ data: [{ fileId: id, of, manifest }], skipDuplicates: true });
  // Of two that were made at once the first stays.
  return findSeal(id, of);
}
