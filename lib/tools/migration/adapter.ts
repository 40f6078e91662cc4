import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQueryable,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

/** Postgres' internal one-byte "char", which the catalogue tables use and the Prisma adapter does not know. */
const OID_CHAR = 18;
/** Blank-padded char(n): a type that the adapter reads as text. */
const OID_BPCHAR = 1042;

/** Connects the schema engine to Postgres, and makes it the empty database in which it replays the migrations. */
export class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  connect(): Promise<SqlDriverAdapter> {
    return connect(this.#url);
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const name = `prisma_migrate_shadow_db_${randomUUID().slice(0, 8)}`;
    const admin = new pg.Client({ connectionString: this.#url });
    await admin.connect();
    await admin.query(`create database "${name}"`);
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    const adapter = await connect(url.href);
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await admin.query(`drop database "${name}" with (force)`);
      await admin.end();
    };
    return adapter;
  }
}

async function connect(url: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const charColumns = disguiseCharColumns(pool);
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  revealCharColumns(adapter, charColumns);
  // The adapter's own version splits at every semicolon, also inside quoted text and functions.
  adapter.executeScript = async (script) => void (await pool.query(script));
  return adapter;
}

type CharColumns = WeakMap<object, number[]>;

/** Makes the driver report "char" columns as char(n), and remembers which they were. */
function disguiseCharColumns(pool: pg.Pool): CharColumns {
  const columns: CharColumns = new WeakMap();
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
  const disguised = async (...args: unknown[]): Promise<pg.QueryArrayResult> => {
    const result = await query(...args);
    const found: number[] = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== OID_CHAR) continue;
      field.dataTypeID = OID_BPCHAR;
      found.push(index);
    }
    if (found.length > 0) columns.set(result.rows, found);
    return result;
  };
  pool.query = disguised as typeof pool.query;
  return columns;
}

/** Tells the engine the true type of what was disguised: it insists on a character. */
function revealCharColumns(adapter: SqlQueryable, columns: CharColumns): void {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query): Promise<SqlResultSet> => {
    const result = await queryRaw(query);
    for (const index of columns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}
