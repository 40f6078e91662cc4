import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Signer } from "@/lib/platform/signer";
import { withScratch } from "@/lib/platform/with-scratch";
import { makeManifest } from "./make-manifest";

const EMPTY_FILM = Buffer.from("\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x08mdat", "latin1");

/**
 * Signs a film of nothing, because only that shows whether a certificate is one for it.
 * @throws AppError unreadable-media whose cause says why not
 */
export function checkSigner(signer: Signer): Promise<void> {
  return withScratch("seal", async (folder) => {
    const film = path.join(folder, "film.mp4");
    await writeFile(film, EMPTY_FILM);
    await makeManifest(film, new Uint8Array(), signer);
  });
}
