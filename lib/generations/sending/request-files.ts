import { inlineBytes, inlinePlaceholder, inlineUrl } from "@/lib/assets/inline";
import { ensureRegistered, type Registered } from "@/lib/assets/registration/ensure-registered";
import type { Connection } from "@/lib/connections/connection";
import { surfaceOf, TRANSPORTS } from "@/lib/models/hosts";
import type { Asset } from "@/lib/platform/db/generated/client";
import { assetKey } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { localFailure } from "@/lib/providers/errors";

/** How the files of a request are named in it. */
export interface RequestFiles {
  state: "ready";
  /** As the ledger keeps them: ids of the asset library, or placeholders for what travels inside the request. */
  urls: string[];
  /** Bytes that they add to the request. */
  bytes: number;
  /** As they are sent. Reads the files where they travel inside. @throws AppError not-found */
  sentUrls(): Promise<string[]>;
}

/** The files of a request that was asked for then, where the provider can have them; what the asset library lacks is put on its way. */
export async function findRequestFiles(
  connection: Connection,
  assets: readonly Asset[],
  askedAt: Date,
): Promise<RequestFiles | Exclude<Registered, { state: "ready" }>> {
  const transport = TRANSPORTS[surfaceOf(connection)];
  if (transport.by === "library") {
    const registered = await ensureRegistered(connection.account, assets, askedAt);
    if (registered.state !== "ready") return registered;
    const urls = registered.inputs.map(({ providerAssetId }) => `asset://${providerAssetId}`);
    return { state: "ready", urls, bytes: 0, sentUrls: () => Promise.resolve(urls) };
  }
  for (const [inputIndex, asset] of assets.entries()) {
    const isTaken = transport.kinds.includes(asset.kind);
    // Refused when it was submitted; it may have waited while the operator moved to another provider.
    if (isTaken && (await getStorage().stat(assetKey(asset.teamId, asset.id)))) continue;
    const message = isTaken ? "the file is not in storage" : `this provider takes no ${asset.kind} inside a request`;
    return { state: "failed", code: "inputs", failure: localFailure("unknown", message, { inputIndex }) };
  }
  return {
    state: "ready",
    urls: assets.map(inlinePlaceholder),
    bytes: assets.reduce((sum, asset) => sum + inlineBytes(asset.sizeBytes), 0),
    sentUrls: () => Promise.all(assets.map(inlineUrl)),
  };
}
