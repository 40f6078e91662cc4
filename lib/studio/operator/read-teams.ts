import { assertOperator } from "@/lib/access/callers/operator";
import type { SessionUser } from "@/lib/access/identity/sessions";
import { readRoom } from "@/lib/generations/keeping/disk-room";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { goneAt, trashBegan } from "@/lib/shared/trash-days";
import { FILE_PURPOSES, type FilePurpose, type TeamRowView, type TeamsAndStorageView } from "./view";

const GIB = 1024 ** 3;

interface Sum {
  teamId: string | null;
  purpose: FilePurpose;
  files: number;
  bytes: number;
}

/** All teams, what their files take, and what there is room for: one sum over the files says both. @throws AppError not-allowed */
export async function readTeamsAndStorage(user: Pick<SessionUser, "id">): Promise<TeamsAndStorageView> {
  await assertOperator(user);
  const [sums, rows, room] = await Promise.all([sumFiles(), listRows(), readRoom()]);
  const kinds = FILE_PURPOSES.map((purpose) => ({ purpose, ...total(sums.filter((sum) => sum.purpose === purpose)) }));
  const teams = rows.map(({ deletedAt, ...row }) => ({
    ...row,
    bytes: total(sums.filter(({ teamId }) => teamId === row.id)).bytes,
    deletedAt: deletedAt?.toISOString() ?? null,
    goneAt: deletedAt && goneAt(deletedAt),
  }));
  const { teamUploadGib, teamUploadFiles } = getEnv();
  return {
    teams,
    storage: { room, kinds: kinds.filter(({ files }) => files > 0), quota: { bytes: teamUploadGib * GIB, files: teamUploadFiles } },
  };
}

const total = (sums: readonly Sum[]): { files: number; bytes: number } =>
  sums.reduce((all, { files, bytes }) => ({ files: all.files + files, bytes: all.bytes + bytes }), { files: 0, bytes: 0 });

/** A file that was made of another says so before it says whose it is. */
const sumFiles = (): Promise<Sum[]> => db.$queryRaw<Sum[]>`
  SELECT team_id AS "teamId", count(*)::int AS files, coalesce(sum(bytes), 0)::float8 AS bytes,
    CASE WHEN trashed_at IS NOT NULL THEN 'gone' WHEN unclaimed_id IS NOT NULL THEN 'unclaimed' WHEN is_derived THEN 'copies'
      WHEN generation_id IS NOT NULL THEN 'clips' WHEN asset_id IS NOT NULL THEN 'brought' WHEN export_id IS NOT NULL THEN 'films'
      ELSE 'gone' END AS purpose
  FROM files GROUP BY 1, 4`;

type Row = Omit<TeamRowView, "bytes" | "deletedAt" | "goneAt"> & { deletedAt: Date | null };

const listRows = (): Promise<Row[]> => db.$queryRaw<Row[]>`
  SELECT team.id, team.name, team.deleted_at AS "deletedAt",
    (SELECT count(*)::int FROM memberships WHERE team_id = team.id) AS members,
    (SELECT coalesce(sum(counted.clips), 0)::int FROM projects AS project JOIN clip_counts AS counted ON counted.project_id = project.id
     WHERE project.team_id = team.id) AS clips
  FROM teams AS team WHERE team.deleted_at IS NULL OR team.deleted_at > ${trashBegan()}
  ORDER BY team.deleted_at IS NOT NULL, lower(team.name), team.id`;
