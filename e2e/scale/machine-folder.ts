import { execFileSync } from "node:child_process";
import { cpSync, globSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { buildWhenChanged } from "@/lib/cli/launch/build";
import { ROOT } from "@/lib/cli/launch/child-process";

/** What a checkout of the studio has, beside `node_modules`. */
const PARTS = [
  ...["app", "components", "lib", "prisma", "public"],
  ...["next.config.mjs", "package.json", "package-lock.json", "postcss.config.mjs", "tsconfig.json"],
];

/**
 * The studio as another machine has it: its own checkout at another place, its own build.
 * @param change what makes it another version
 */
export async function makeMachineFolder(folder: string, change: (folder: string) => void = () => undefined): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const part of PARTS) cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  const modules = [path.join(ROOT, "node_modules"), path.join(folder, "node_modules")];
  try {
    // A gigabyte that need not be written.
    execFileSync("cp", ["-al", ...modules], { stdio: "ignore" });
  } catch {
    cpSync(modules[0]!, modules[1]!, { recursive: true });
  }
  change(folder);
  await buildWhenChanged(undefined, folder);
  return folder;
}

/** What a browser can see of a build: its name, its actions, and each file that pages load, with what is in it. */
export function publicSideOf(folder: string) {
  const below = path.join(folder, ".next");
  const { node } = JSON.parse(readFileSync(path.join(below, "server", "server-reference-manifest.json"), "utf8")) as {
    node: Record<string, { exportedName: string }>;
  };
  const files = globSync("**/*.*", { cwd: path.join(below, "static") }).sort();
  return {
    buildId: readFileSync(path.join(below, "BUILD_ID"), "utf8"),
    actions: Object.keys(node).sort(),
    files: files.map((file) => ({ file, bytes: readFileSync(path.join(below, "static", file)) })),
  };
}
