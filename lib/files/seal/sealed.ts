import { createHash } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { fromEnv } from "@/lib/platform/env";
import { logError } from "@/lib/platform/log";
import { readSigner, type Signer } from "@/lib/platform/signer";
import { hashFile } from "@/lib/platform/storage/hash-file";
import { getStorage } from "@/lib/platform/storage/storage";
import { AppError } from "@/lib/shared/errors";
import { inTurn } from "@/lib/shared/in-turn";
import { uuidBox } from "@/lib/shared/mp4-boxes";
import type { FileRow } from "../open-file";
import { joinBoxes, topBoxesOf } from "../with-tail";
import { checkSigner } from "./check-signer";
import { makeManifest, MOST_SIGNED_BYTES } from "./make-manifest";

/** Where credentials lie in an MP4, by the specification of C2PA. */
const C2PA_BOX = "d8fec3d61b0e483c92975828877ec481";
/** Version and flags, what the box is for, and that no other one goes with it. */
const BEFORE_MANIFEST = Buffer.concat([Buffer.alloc(4), Buffer.from("manifest\0"), Buffer.alloc(8)]);

const getSigner = fromEnv(readSigner);
/** Those that sign nothing: they are not tried again, and the log has said so. */
const unfit = new WeakSet<Signer>();

type SealedFile = Pick<FileRow, "id" | "key" | "bytes" | "sha256">;

/**
 * What is to follow a file, and behind that the credentials that sign both, where the studio has a certificate. They come last, because
 * they speak of every byte before them. A signature is another one each time, so that the first is kept: a download goes on where it
 * broke off. Without one the tail stays as it is: a label that nobody signed is better than no file.
 */
export async function sealed(file: SealedFile, tail: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const manifest = await manifestOf(file, tail);
    return manifest ? joinBoxes([tail, uuidBox(C2PA_BOX, Buffer.concat([BEFORE_MANIFEST, manifest]))]) : tail;
  } catch (error) {
    logError(error, { key: file.key }, "a label could not be signed");
    return tail;
  }
}

async function manifestOf(file: SealedFile, tail: Uint8Array): Promise<Uint8Array | null> {
  const signer = getSigner();
  // One that was never measured is, some night.
  if (!signer || !file.sha256 || !file.bytes || file.bytes > MOST_SIGNED_BYTES) return null;
  const of = createHash("sha256").update(file.sha256).update(tail).update(signer.fingerprint).digest("hex");
  // In turn, because a file takes several times its size of memory; by then another download may have signed it.
  return (await findSeal(file.id, of)) ?? inTurn("seal", async () => (await findSeal(file.id, of)) ?? makeSeal(file, of, tail, signer));
}

async function findSeal(fileId: string, of: string): Promise<Uint8Array | null> {
  return (await db.seal.findUnique({ where: { fileId_of: { fileId, of } } }))?.manifest ?? null;
}

async function makeSeal(file: SealedFile, of: string, tail: Uint8Array, signer: Signer): Promise<Uint8Array | null> {
  if (unfit.has(signer)) return null;
  const { boxes, isClosed } = await topBoxesOf((range) => getStorage().openRange(file.key, range), Number(file.bytes));
  // A file has one place for credentials: those that its provider put into it stay.
  if (!isClosed || boxes.some(({ uuid }) => uuid === C2PA_BOX)) return null;
  const manifest = await signFile(file, tail, signer);
  const [fileId, certificate] = [file.id, signer.fingerprint];
  await db.$transaction([
    db.seal.deleteMany({ where: { fileId, certificate: { not: certificate } } }),
    db.seal.createMany({ data: [{ fileId, of, certificate, manifest }], skipDuplicates: true }),
  ]);
  // Of two that were made at once, by two processes, the first stays.
  return findSeal(fileId, of);
}

async function signFile({ key, sha256 }: SealedFile, tail: Uint8Array, signer: Signer): Promise<Uint8Array<ArrayBuffer>> {
  return getStorage().withLocalFile(key, async (file) => {
    // Nobody vouches for bytes that are not those that were kept.
    if ((await hashFile(file))?.sha256 !== sha256) throw new AppError("media-damaged");
    try {
      return await makeManifest(file, tail, signer);
    } catch (error) {
      await checkSigner(signer).catch((cause: unknown) => {
        unfit.add(signer);
        throw new Error("The certificate does not sign: until the next start no label is signed.", { cause });
      });
      throw error;
    }
  });
}
