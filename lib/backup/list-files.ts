import type pg from "pg";
import { assetKey, assetThumbnailKey } from "@/lib/platform/storage/keys";

/** A file that a row speaks of. */
export interface ExpectedFile {
  key: string;
  /** null: nobody wrote it down, and whatever bytes are there are the file. */
  sha256: string | null;
  sizeBytes: number;
  /** May be missing without anything being lost: it is made again. */
  isOptional: boolean;
}

interface FileRow {
  key: string;
  sha256: string | null;
  size: string;
}

/** Every file that the rows of the client's snapshot refer to, each once. */
export async function listFiles(client: pg.ClientBase): Promise<ExpectedFile[]> {
  const assets = await client.query<{ id: string; team: string; sha256: string | null; size: string }>(
    "select id::text, team_id::text as team, sha256, size_bytes::text as size from assets where status = 'ready'",
  );
  const stored = await client.query<FileRow>("select storage_key as key, sha256, size_bytes::text as size from media");
  // A backup may be wanted right before an update, of a database that does not know this table yet.
  const tray = await client.query<{ name: string | null }>("select to_regclass('public.unclaimed_tasks')::text as name");
  const unclaimed = tray.rows[0]?.name
    ? await client.query<FileRow>(
        `select storage_key as key, sha256, coalesce(size_bytes, 0)::text as size
         from unclaimed_tasks where storage_key is not null and sha256 is not null`,
      )
    : { rows: [] };
  const files = new Map<string, ExpectedFile>();
  for (const { id, team, sha256, size } of assets.rows) {
    files.set(assetKey(team, id), { key: assetKey(team, id), sha256, sizeBytes: Number(size), isOptional: false });
    const key = assetThumbnailKey(team, id);
    files.set(key, { key, sha256: null, sizeBytes: 0, isOptional: true });
  }
  for (const { key, sha256, size } of [...stored.rows, ...unclaimed.rows])
    files.set(key, { key, sha256, sizeBytes: Number(size), isOptional: false });
  return [...files.values()];
}
