import { Prisma } from "@/lib/platform/db/generated/client";
import { ask } from "@/lib/platform/db/pool";
import { AppError } from "@/lib/shared/errors";
import type { Actor } from "./actor";

/*
 * A project can be open to chosen people alone. Which ones are hidden from somebody is read with their role
 * (`hidden_projects` in the database), so an actor always knows it. What is asked for by an id or an address is held
 * against it once, at the doors, whatever is asked (`requireInSight`); what is a list over all projects of a team leaves
 * them out (`inSight`). lib/operations.db.test.ts asks every door for both.
 */

type Reader = Pick<Actor, "hidden">;

/** For a list over all projects: ` AND <column> …`, or nothing where nothing is hidden. */
export const inSight = ({ hidden }: Reader, column: Prisma.Sql): Prisma.Sql =>
  hidden.length === 0 ? Prisma.empty : Prisma.sql`AND ${column} <> ALL(${[...hidden]}::uuid[])`;

/** The same as a filter of ids. */
export const notHidden = ({ hidden }: Reader) => ({ notIn: [...hidden] });

/** For a list of files of the library: those that come from a hidden project alone are left out, as `inSight` leaves out clips. */
export const fileInSight = ({ hidden }: Reader, column: Prisma.Sql): Prisma.Sql =>
  hidden.length === 0 ? Prisma.empty : Prisma.sql`AND NOT file_lies_in_projects(${column}, ${[...hidden]}::uuid[])`;

/** The same of files that were found already. */
export async function filesInSight<F extends { id: string }>({ hidden }: Reader, files: readonly F[]): Promise<readonly F[]> {
  if (hidden.length === 0 || files.length === 0) return files;
  const rows = await ask<{ id: string }>(Prisma.sql`
    SELECT id FROM unnest(${files.map(({ id }) => id)}::uuid[]) AS id WHERE file_lies_in_projects(id, ${[...hidden]}::uuid[])`);
  const out = new Set(rows.map(({ id }) => id));
  return files.filter(({ id }) => !out.has(id));
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/**
 * Refuses whatever names a project that is hidden from this person, or something in one: by its id anywhere in what was
 * said, or by the slug of a project. It costs nothing for everybody from whom nothing is hidden.
 * @throws AppError not-found, as for what there is not
 */
export async function requireInSight({ hidden }: Reader, said: unknown): Promise<void> {
  if (hidden.length === 0 || said === undefined) return;
  const ids = [...new Set(JSON.stringify(said).match(ID) ?? [])];
  const slugs = slugsIn(said);
  if (ids.length + slugs.length === 0) return;
  const [found] = await ask<{ isHidden: boolean }>(Prisma.sql`
    SELECT lies_in_projects(${ids}::uuid[], ${[...hidden]}::uuid[])
      OR EXISTS (SELECT 1 FROM projects WHERE id = ANY(${[...hidden]}::uuid[]) AND slug = ANY(${slugs}::text[])) AS "isHidden"`);
  if (found?.isHidden) throw new AppError("not-found");
}

/** All that an address says, as routes read it. */
export function saidByAddress(address: string): unknown {
  const { pathname, searchParams } = new URL(address, "http://here");
  return [pathname.split("/").map(decodeURIComponent), [...searchParams].map(([name, value]) => ({ [name]: value }))];
}

/** What stands under the name of a project, however deep. */
function slugsIn(said: unknown): string[] {
  if (typeof said !== "object" || said === null) return [];
  return Object.entries(said).flatMap(([name, value]) => (name === "project" && typeof value === "string" ? [value] : slugsIn(value)));
}
