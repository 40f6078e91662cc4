import { validate as isId } from "uuid";
import type { AssetView } from "@/lib/assets/view";
import { plain } from "./columns";

/** Between the names of several files in one cell. */
const BETWEEN = /[;；|\n]/u;

/** The names in a cell, in order. */
export const namesIn = (cell: string): string[] =>
  cell
    .split(BETWEEN)
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** How a file is named where its name alone would not do: several are called the same, or the name would be read as two. */
export const exactName = ({ name, id }: Pick<AssetView, "name" | "id">): string =>
  `${name.replaceAll(new RegExp(BETWEEN, "gu"), " ")} #${id}`;

/** The id at the end of a name, where it has one. */
export function idIn(name: string): string | null {
  const id = name
    .slice(name.lastIndexOf("#") + 1)
    .trim()
    .toLowerCase();
  return isId(id) ? id : null;
}

/** A name without the id behind it. */
export const nameAlone = (name: string): string => (idIn(name) === null ? name : name.slice(0, name.lastIndexOf("#")).trim());

/** Files by what a table calls them. */
export interface KnownFiles {
  byId: ReadonlyMap<string, AssetView>;
  byName: ReadonlyMap<string, readonly AssetView[]>;
}

/** @param chosen what was brought with the table: these names mean them, whatever the team has had of the same name */
export function knownFiles(chosen: readonly AssetView[], others: readonly AssetView[] = []): KnownFiles {
  const byId = new Map([...others, ...chosen].map((file) => [file.id, file]));
  const byName = new Map<string, AssetView[]>();
  const taken = new Set(chosen.map(({ name }) => plain(name)));
  for (const file of byId.values()) {
    const name = plain(file.name);
    if (taken.has(name) && !chosen.some(({ id }) => id === file.id)) continue;
    byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  return { byId, byName };
}

/** The files that a name may mean; none where nobody here has such a file. */
export function filesCalled({ byId, byName }: KnownFiles, name: string): readonly AssetView[] {
  const id = idIn(name);
  const exact = id === null ? undefined : byId.get(id);
  return exact ? [exact] : (byName.get(plain(name)) ?? []);
}
