import { db } from "@/lib/platform/db/client";

/** The clips of a bundle with all that their manifest says of them, in the order that they were asked for in. */
export async function readBundle(teamId: string, ids: readonly string[]) {
  const rows = await db.generation.findMany({
    where: { id: { in: [...ids] }, teamId, deletedAt: null, project: { deletedAt: null } },
    include: {
      project: { select: { name: true } },
      createdBy: { select: { name: true } },
      captions: { select: { text: true } },
      files: { where: { variant: "video", trashedAt: null } },
      labels: { select: { label: { select: { name: true, projectId: true } } }, orderBy: { label: { key: "asc" } } },
      inputs: {
        orderBy: { position: "asc" },
        select: { role: true, asset: { select: { id: true, name: true, files: { where: { variant: "original", trashedAt: null } } } } },
      },
    },
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

export type BundleClip = Awaited<ReturnType<typeof readBundle>>[number];
export type BundleFile = BundleClip["files"][number];
