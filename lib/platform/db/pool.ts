import "server-only";
import { createHash } from "node:crypto";
import pg from "pg";
import { getEnv } from "../env";
import { singleton } from "../singleton";
import { poolConfig } from "./connection";
import type { Prisma } from "./generated/client";

/** The connections of this process: Prisma's, and those of `ask`. */
export const pool = singleton("db-pool", () => {
  const connections = new pg.Pool(poolConfig("dailies"));
  // It emits errors of idle connections (the server restarted, a cable was pulled). They need no answer, the next query
  // gets a new connection; without a listener they would end the process.
  connections.on("error", () => undefined);
  return connections;
});

// Named by what it says and not by a count: this module is there twice in a process, in our source and in Next's bundle,
// and both copies use the same connections.
const names = new Map<string, string>();
const INT8 = 20;
// A bigint stays one, as with Prisma.
const types = { getTypeParser: (oid: number): unknown => (oid === INT8 ? BigInt : pg.types.getTypeParser(oid)) } as pg.CustomTypesConfig;

/**
 * Asks one statement that is asked many times a second: each connection parses and plans it once, and nothing of
 * Prisma stands between. The text must be one of a few, with everything that differs among the values. Through a pooler it
 * is parsed each time, because the next statement may be another session's.
 */
export async function ask<T extends object>({ text, values }: Prisma.Sql): Promise<T[]> {
  if (getEnv().databasePoolUrl !== undefined) return (await pool.get().query<T>({ text, values, types })).rows;
  const name = names.get(text) ?? createHash("sha256").update(text).digest("hex").slice(0, 32);
  names.set(text, name);
  return (await pool.get().query<T>({ name, text, values, types })).rows;
}
