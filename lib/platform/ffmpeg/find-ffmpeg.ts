import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { singleton } from "../singleton";

const execFileAsync = promisify(execFile);

export interface Ffmpeg {
  path: string;
  /** What stands before the arguments proper. */
  args: readonly string[];
  /** As it names itself, e.g. `5.1.9-0+deb12u1`. */
  version: string;
  /** The machine's own, or the one that was installed with the studio: the same program in WebAssembly, about ten times slower. */
  source: "machine" | "package";
}

// Older ones lack filters that we use, and years of fixes.
const OLDEST_MACHINE_MAJOR = 5;

/** The version that `ffmpeg -version` names in its first line, or null when that is not ffmpeg speaking. */
export const parseVersion = (output: string): string | null => /^ffmpeg version (\S+)/.exec(output)?.[1] ?? null;

/** The major number, or null for builds that are named after a commit. */
export const majorOf = (version: string): number | null => {
  const major = /^n?(\d+)\./.exec(version)?.[1];
  return major === undefined ? null : Number(major);
};

async function versionOf({ path: program, args }: Program): Promise<string | null> {
  try {
    const { stdout } = await execFileAsync(program, [...args, "-version"], { timeout: 20_000, maxBuffer: 64 * 1024, windowsHide: true });
    return parseVersion(stdout);
  } catch {
    // Not there, not allowed, or not for this machine: then it is not the one.
    return null;
  }
}

type Program = Pick<Ffmpeg, "path" | "args">;

/** Asked for from the studio's folder: the bundler must not try to take it in. */
export const packaged = (): Program => ({
  path: process.execPath,
  args: [path.join(/* turbopackIgnore: true */ process.cwd(), "lib", "platform", "ffmpeg", "wasm-ffmpeg.mjs")],
});

/** Looks for one that works: the machine's own when it is recent enough, else the one that came with the studio. */
export async function searchFfmpeg(candidates: { machine: Program; packaged: Program }): Promise<Ffmpeg | null> {
  const machine = await versionOf(candidates.machine);
  if (machine !== null && (majorOf(machine) ?? 0) >= OLDEST_MACHINE_MAJOR)
    return { ...candidates.machine, version: machine, source: "machine" };
  const version = await versionOf(candidates.packaged);
  return version === null ? null : { ...candidates.packaged, version, source: "package" };
}

const found = singleton<{ ffmpeg: Promise<Ffmpeg | null> }>("ffmpeg", () => {
  const ffmpeg = searchFfmpeg({ machine: { path: "ffmpeg", args: [] }, packaged: packaged() });
  // Somebody may be installing it right now: what was not found is looked for again.
  void ffmpeg.then((result) => result ?? found.clear());
  return { ffmpeg };
});

/** The ffmpeg of this machine, looked for once; null when there is none. */
export const findFfmpeg = (): Promise<Ffmpeg | null> => found.get().ffmpeg;
