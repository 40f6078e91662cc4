import type { Locker } from "@tus/server";
import type { Asset } from "@/lib/platform/db/generated/client";
import { type Claim, claimUpload, presentClaim } from "../claim-upload";

/** The lock that tus takes around each request is the lease in the upload's own row, so that it holds among all web processes. */
export const leaseLocker = (asset: Pick<Asset, "id" | "createdById">): Locker => ({
  newLock() {
    let claim: Claim | undefined;
    return {
      async lock(signal, requestRelease) {
        claim = await claimUpload(asset, { signal, onWanted: requestRelease });
      },
      unlock: async () => claim?.release(),
    };
  },
});

/** Asks no more often than the claim needs, and sees to it that a slow end of a write does not lose it. */
const LOOK_MS = 1_000;

/**
 * Writes what comes for an upload while this process holds its row: looked at before every piece, so that nobody who was
 * silent for too long writes over the one who came after.
 */
export async function whileHeld<T>(
  assetId: string,
  source: AsyncIterable<Uint8Array>,
  write: (bytes: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  const claim = presentClaim(assetId);
  let renewing: ReturnType<typeof setInterval> | undefined;
  async function* guarded(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      await claim?.keep();
      yield chunk;
    }
    // The line has ended; the disk or the bucket may still be at work.
    renewing = setInterval(() => void claim?.keep().catch(() => undefined), LOOK_MS);
  }
  try {
    return await write(guarded());
  } finally {
    clearInterval(renewing);
  }
}
