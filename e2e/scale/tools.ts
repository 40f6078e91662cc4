import { existsSync, globSync } from "node:fs";
import path from "node:path";
import { failures } from "@/lib/cli/terminal/failures";

/** The programs of other people that stand around several machines of a studio. */
export interface Tools {
  nginx: string;
  /** The folder of `postgres`, `initdb` and `pg_ctl`. */
  postgres: string;
}

const places = (): string[] => (process.env.PATH ?? "").split(path.delimiter).concat("/usr/sbin");

/** Where a program of the distribution is. @throws CliFailure with what to install */
export function findProgram(name: string, packages: string): string {
  const found = places()
    .map((place) => path.join(place, name))
    .find((file) => existsSync(file));
  if (!found) throw failures.usage(`This runs ${name}, which is not here: install it (Debian: apt-get install ${packages}).`);
  return found;
}

/** Finds them where Debian puts them. Nothing is brought. @throws CliFailure with what to install */
export function findTools(): Tools {
  const nginx = findProgram("nginx", "nginx-light");
  const postgres = globSync("/usr/lib/postgresql/*/bin")
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .findLast((folder) => existsSync(path.join(folder, "initdb")));
  if (!postgres)
    throw failures.usage("This runs against a real PostgreSQL, which is not here: install it (Debian: apt-get install postgresql).");
  return { nginx, postgres };
}
