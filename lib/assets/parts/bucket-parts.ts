import { Readable } from "node:stream";
import { S3Store } from "@tus/s3-store";
import { ERRORS, Upload } from "@tus/server";
import { asStorageError, isMissing, s3ClientConfig, type S3Settings } from "@/lib/platform/storage/s3";
import { MOST_PART_BYTES } from "@/lib/shared/request-limits";
import { whileHeld } from "./lease-locker";

/** A key ends with the asset's id, behind the bucket's prefix. */
const assetIdOf = (id: string): string => id.slice(-36);

/** What has come of each upload, as the parts of a multipart upload of the bucket: one for each part that a browser sends. */
export class BucketParts extends S3Store {
  override extensions = ["termination"];
  readonly #sizeOf: (assetId: string) => Promise<number | null>;

  constructor(settings: S3Settings, sizeOf: (assetId: string) => Promise<number | null>) {
    super({ partSize: MOST_PART_BYTES, useTags: false, s3ClientConfig: { ...s3ClientConfig(settings), bucket: settings.bucket } });
    this.#sizeOf = sizeOf;
  }

  override async getUpload(id: string): Promise<Upload> {
    try {
      await this.getMetadata(id);
    } catch (error) {
      // A bucket that does not answer has lost nothing: only where there is none yet, one is begun.
      if (!isMissing(error)) throw asStorageError(error);
      const size = await this.#sizeOf(assetIdOf(id));
      if (size === null) throw ERRORS.FILE_NOT_FOUND;
      await this.create(new Upload({ id, size, offset: 0 }));
    }
    return super.getUpload(id);
  }

  override async write(source: Readable, id: string, offset: number): Promise<number> {
    try {
      return await whileHeld(assetIdOf(id), source, async (bytes) => {
        const { file } = await this.getMetadata(id);
        // Put together before, by a process that did not live to tell.
        if (offset === file.size && (await this.#isWhole(id))) return offset;
        return super.write(Readable.from(bytes, { objectMode: false }), id, offset);
      });
    } catch (error) {
      throw asStorageError(error);
    }
  }

  /** Piece by piece: not every service knows how to delete several at once. Its note goes last, so that a second try finds the rest. */
  override async remove(id: string): Promise<void> {
    const note = await this.getMetadata(id).catch(forgive);
    if (note) await this.client.abortMultipartUpload({ Bucket: this.bucket, Key: id, UploadId: note["upload-id"] }).catch(forgive);
    for (const Key of [id, this.partKey(id, true), this.infoKey(id)])
      await this.client.deleteObject({ Bucket: this.bucket, Key }).catch(forgive);
    await this.clearCache(id);
  }

  async #isWhole(id: string): Promise<boolean> {
    return (await this.client.headObject({ Bucket: this.bucket, Key: id }).catch(forgive)) !== null;
  }
}

/** What is not there need not be taken away. */
function forgive(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
