import { db } from "@/lib/platform/db/client";
import { idsToNames } from "../review/mentions";
import { tellApart } from "../review/tell-apart";

/** The clips of a bundle with all that their manifest says of them, in the order that they were asked for in. */
export async function readBundle(teamId: string, ids: readonly string[]) {
  const members = await db.membership.findMany({ where: { teamId }, select: { user: { select: { id: true, name: true, email: true } } } });
  const people = tellApart(members.map(({ user }) => user));
  const inWords = <T extends { text: string }>(said: T): T => ({ ...said, text: idsToNames(said.text, people).text });
  const rows = await db.generation.findMany({
    where: { id: { in: [...ids] }, teamId, deletedAt: null, project: { deletedAt: null } },
    include: {
      project: { select: { name: true, aiLabels: true } },
      createdBy: { select: { name: true } },
      comments: {
        where: { parentId: null, deletedAt: null },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: {
          ...{ text: true, fromFrame: true, toFrame: true, resolvedAt: true, guestName: true, author: { select: { name: true } } },
          replies: {
            where: { deletedAt: null },
            orderBy: [{ createdAt: "asc" }, { id: "asc" }],
            select: { text: true, guestName: true, author: { select: { name: true } } },
          },
        },
      },
      captions: { select: { text: true } },
      files: { where: { variant: "video", trashedAt: null } },
      labels: { select: { label: { select: { name: true, projectId: true } } }, orderBy: { label: { key: "asc" } } },
      inputs: {
        orderBy: { position: "asc" },
        select: { role: true, asset: { select: { id: true, name: true, files: { where: { variant: "original", trashedAt: null } } } } },
      },
    },
  });
  const known = new Map(
    rows.map((row) => {
      const comments = row.comments.map((comment) => ({ ...inWords(comment), replies: comment.replies.map(inWords) }));
      return [row.id, { ...row, comments }];
    }),
  );
  return ids.flatMap((id) => known.get(id) ?? []);
}

export type BundleClip = Awaited<ReturnType<typeof readBundle>>[number];
export type BundleFile = BundleClip["files"][number];
