import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "@/lib/access/callers/actor";
import type { ByteSource } from "@/lib/platform/storage/types";
import { withScratch } from "@/lib/platform/with-scratch";
import { withClaim } from "./claim-upload";
import { findUpload } from "./find-upload";
import { keepFile } from "./keep-file";
import type { AssetView } from "./view";

/** Brings a file that the studio has or has made itself: what an upload ends with, without the line. @throws as keepFile */
export async function takeOwnFile(actor: Actor, assetId: string, source: ByteSource): Promise<AssetView> {
  const asset = await findUpload(actor, assetId);
  return withClaim(asset, () =>
    withScratch("taken", async (folder) => {
      const file = path.join(folder, "whole");
      await writeFile(file, source);
      return keepFile(actor, asset, file);
    }),
  );
}
