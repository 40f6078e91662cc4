import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { syncFile } from "@/lib/platform/storage/sync";
import type { BackupTable } from "./manifest";
import { listTables, quoted, type TableShape } from "./tables";

export const DATABASE_FOLDER = "database";

/** Writes every table of the client's open snapshot into a file of its own, in Postgres' own text format, compressed. */
export async function dumpTables(client: pg.ClientBase, folder: string): Promise<BackupTable[]> {
  await mkdir(path.join(folder, DATABASE_FOLDER), { recursive: true, mode: 0o700 });
  const dumped: BackupTable[] = [];
  for (const table of await listTables(client)) dumped.push(await dumpTable(client, folder, table));
  return dumped;
}

async function dumpTable(client: pg.ClientBase, folder: string, table: TableShape): Promise<BackupTable> {
  const file = `${DATABASE_FOLDER}/${table.name}.copy.gz`;
  const target = path.join(folder, file);
  let rows = 0;
  let sizeBytes = 0;
  const hash = createHash("sha256");
  // In this format a row is a line; line breaks inside of values are written as \n.
  const counted = tap((chunk) => {
    for (const byte of chunk) if (byte === 10) rows++;
  });
  const hashed = tap((chunk) => {
    sizeBytes += chunk.length;
    hash.update(chunk);
  });
  const source = client.query(copyTo(`copy ${quoted(table)} to stdout`));
  await pipeline(source, counted, createGzip(), hashed, createWriteStream(target, { flags: "wx", mode: 0o600 }));
  await syncFile(target);
  return { ...table, rows, file, sizeBytes, sha256: hash.digest("hex") };
}

function tap(look: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      look(chunk);
      done(null, chunk);
    },
  });
}
