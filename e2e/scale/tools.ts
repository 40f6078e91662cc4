import { existsSync, globSync } from "node:fs";
import path from "node:path";
import { failures } from "@/lib/cli/terminal/failures";

/** The programs of other people that stand around several machines of a studio. */
export interface Tools {
  nginx: string;
  /** The folder of `postgres`, `initdb` and `pg_ctl`. */
  postgres: string;
}

/** Finds them where Debian puts them. Nothing is brought. @throws CliFailure with what to install */
export function findTools(): Tools {
  const places = (process.env.PATH ?? "").split(path.delimiter).concat("/usr/sbin");
  const nginx = places.map((place) => path.join(place, "nginx")).find((file) => existsSync(file));
  const postgres = globSync("/usr/lib/postgresql/*/bin")
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .findLast((folder) => existsSync(path.join(folder, "initdb")));
  if (!nginx || !postgres)
    throw failures.usage(
      "This runs against a real nginx and a real PostgreSQL, which are not here: install them (Debian: apt-get install nginx-light postgresql).",
    );
  return { nginx, postgres };
}
