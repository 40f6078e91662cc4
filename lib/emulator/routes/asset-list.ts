import path from "node:path";
import { z } from "zod";
import { libraryAnswer } from "@/lib/wire/envelopes";
import { parseJson } from "@/lib/wire/read-request";
import type { AssetRecord } from "../records";
import type { Handler, World } from "../world";
import { refuse } from "./refuse-asset";

const assetListSchema = z.object({
  page: z.number().int().min(1),
  page_size: z.number().int().min(1).max(500),
  group_id: z.string().nullish(),
  asset_id: z.string().nullish(),
  name: z.string().nullish(),
  type: z.number().nullish(),
  status: z.number().nullish(),
});
const TYPES = { image: 1, video: 2, audio: 3 } as const;

/** Until then it is under review. */
const reviewedAtMs = (asset: AssetRecord, world: Pick<World, "switches">): number => asset.readyAtMs + world.switches.assetReviewMs;

/** `groups/assets`: what the library holds of this key, newest first. Empty filters filter nothing. */
export const listAssets: Handler = (call, world) => {
  const parsed = assetListSchema.safeParse(parseJson(call.text, call.surface));
  if (!parsed.success) return refuse(world, 400, "page and page_size are required");
  const { page, page_size, group_id, asset_id, name, type, status } = parsed.data;
  const entries = [...world.store.assets.values()]
    .reverse()
    .filter((asset) => asset.key === call.key)
    .map((asset) => ({
      asset,
      status: asset.failure !== null && world.now() >= asset.readyAtMs ? 3 : world.now() < reviewedAtMs(asset, world) ? 1 : 2,
    }))
    .filter(
      ({ asset, status: is }) =>
        (!group_id || asset.groupId === group_id) &&
        (!asset_id || asset.assetId === asset_id) &&
        (!name || asset.media.name.includes(name)) &&
        (!type || TYPES[asset.media.kind] === type) &&
        (!status || is === status),
    )
    .sort((a, b) => b.asset.createdAtMs - a.asset.createdAtMs);
  const list = entries.slice((page - 1) * page_size, page * page_size).map(({ asset, status: is }) => ({
    id: Number(asset.jobId.slice(-4)),
    asset_id: is === 3 ? "" : asset.assetId,
    name: asset.media.name,
    type: TYPES[asset.media.kind],
    // Whoever has one of these sees the file, as with the real library's.
    file_url: publicUrl(asset, world),
    thumbnail_url: asset.media.kind === "image" ? publicUrl(asset, world) : "",
    file_size: asset.media.bytes,
    duration: asset.media.seconds ?? 0,
    ext: asset.media.format === "" ? "" : `.${asset.media.format}`,
    source: 0,
    created_at: Math.floor(asset.createdAtMs / 1000),
    updated_at: Math.floor((is === 1 ? asset.createdAtMs : reviewedAtMs(asset, world)) / 1000),
    status: is,
    fail_reason: is === 3 ? (asset.failure ?? "") : "",
  }));
  return libraryAnswer(200, { list, total: entries.length }, "");
};

const publicUrl = ({ media }: AssetRecord, { signer }: World): string =>
  media.path === "" ? "" : `${signer.origin}/library/${path.basename(media.path)}`;
