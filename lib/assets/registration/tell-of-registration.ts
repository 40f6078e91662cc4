import type { Tx } from "@/lib/platform/db/client";
import type { AssetRegistration } from "@/lib/platform/db/generated/client";
import { publishAll } from "@/lib/platform/events/publish";

/** Tells the open pages of every team that has these bytes; each asks for what concerns its own file. */
export async function tellOfRegistration(tx: Tx, { sha256, kind }: Pick<AssetRegistration, "sha256" | "kind">): Promise<void> {
  const files = await tx.asset.findMany({ where: { sha256, kind, deletedAt: null }, select: { id: true, teamId: true } });
  await publishAll(
    tx,
    files.map(({ id, teamId }) => ({ teamId, kind: "asset", id })),
  );
}
