import pg from "pg";

export interface TableShape {
  name: string;
  columns: string[];
}

/**
 * What no backup should bring back: a session that was ended since would live again, and signs of life of workers and
 * counts of failed sign-ins are about the moment. What clips and files are found by, how many clips there are, and where files are
 * used, is made again by the database as they come in.
 */
const LEFT_OUT = new Set([
  ...["sessions", "sign_in_failures", "worker_heartbeats"],
  ...["clip_search", "clip_counts", "asset_search", "asset_uses"],
]);

/**
 * Our tables with their own columns, each after those that its rows refer to.
 * @param options.isWhole also what a backup leaves out
 */
export async function listTables(client: pg.ClientBase, { isWhole = false }: { isWhole?: boolean } = {}): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     group by c.relname order by c.relname`,
  );
  const { rows: references } = await client.query<{ child: string; parent: string }>(
    `select child.relname as child, parent.relname as parent
     from pg_constraint k join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conrelid <> k.confrelid`,
  );
  return inOrder(
    rows.filter(({ name }) => isWhole || !LEFT_OUT.has(name)),
    references,
  );
}

/** Parents before children, so that every row finds what it refers to. */
function inOrder(tables: readonly TableShape[], references: readonly { child: string; parent: string }[]): TableShape[] {
  const waiting = new Map(tables.map((table) => [table.name, table]));
  const sorted: TableShape[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(
      ({ name }) => !references.some(({ child, parent }) => child === name && waiting.has(parent)),
    );
    if (ready.length === 0) throw new Error(`tables that refer to each other in a circle: ${[...waiting.keys()].join(", ")}`);
    for (const table of ready) waiting.delete(table.name);
    sorted.push(...ready);
  }
  return sorted;
}

export const quoted = ({ name, columns }: TableShape): string =>
  `public.${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(", ")})`;
