import type pg from "pg";

/** A file that a row speaks of. */
export interface ExpectedFile {
  key: string;
  /** null: nobody has measured it, and whatever bytes are there are the file. */
  sha256: string | null;
  bytes: number;
  /** May be missing without anything being lost: it is made again. */
  isDerived: boolean;
}

/** The same out of the tables of earlier versions: a backup may be wanted right before the update. */
const BEFORE_FILES: Record<string, string> = {
  media: "SELECT storage_key AS key, sha256, size_bytes AS bytes, kind = 'poster' AS is_derived FROM media",
  assets: `
    SELECT 'assets/' || team_id || '/' || right(id::text, 2) || '/' || id || name AS key, nullif(measured, '') AS sha256, size, name <> '/original'
    FROM assets, LATERAL (VALUES ('/original', sha256, size_bytes::bigint), ('/thumbnail.webp', '', 0)) AS file (name, measured, size)
    WHERE status = 'ready'`,
  unclaimed_tasks: `
    SELECT storage_key, sha256, coalesce(size_bytes, 0), false FROM unclaimed_tasks WHERE storage_key IS NOT NULL AND sha256 IS NOT NULL`,
};

/** Every file of the client's snapshot: what is backed up, restored and moved to another storage. */
export async function listFiles(client: pg.ClientBase): Promise<ExpectedFile[]> {
  const found = await client.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
  const tables = found.rows.map(({ name }) => name);
  const before = tables.flatMap((name) => BEFORE_FILES[name] ?? []).join(" UNION ALL ");
  const table = tables.includes("files") ? "files" : `(${before}) AS files (key, sha256, bytes, is_derived)`;
  const { rows } = await client.query<{ key: string; sha256: string | null; bytes: string | null; is_derived: boolean }>(
    `SELECT key, sha256, bytes::text AS bytes, is_derived FROM ${table}`,
  );
  return rows.map((row) => ({ key: row.key, sha256: row.sha256, bytes: Number(row.bytes ?? 0), isDerived: row.is_derived }));
}
