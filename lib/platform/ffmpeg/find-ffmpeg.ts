import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { singleton } from "../singleton";

const execFileAsync = promisify(execFile);

export interface Ffmpeg {
  path: string;
  /** As it names itself, e.g. `5.1.9-0+deb12u1` or `N-47683-g0e8eb07980-static`. */
  version: string;
  /** The machine's own, or the one that was installed with the studio. */
  source: "machine" | "package";
}

// Older ones lack filters that we use, and years of fixes. The package's own is old too, but it is known to work.
const OLDEST_MACHINE_MAJOR = 5;

/** The version that `ffmpeg -version` names in its first line, or null when that is not ffmpeg speaking. */
export const parseVersion = (output: string): string | null => /^ffmpeg version (\S+)/.exec(output)?.[1] ?? null;

/** The major number, or null for builds that are named after a commit. */
export const majorOf = (version: string): number | null => {
  const major = /^n?(\d+)\./.exec(version)?.[1];
  return major === undefined ? null : Number(major);
};

async function versionOf(program: string): Promise<string | null> {
  try {
    const { stdout } = await execFileAsync(program, ["-version"], { timeout: 5_000, maxBuffer: 64 * 1024, windowsHide: true });
    return parseVersion(stdout);
  } catch {
    // Not there, not allowed, or not for this machine: then it is not the one.
    return null;
  }
}

function packagedPath(): string | null {
  try {
    // Asked for at run time, from the studio's folder: the bundler must not try to take a binary in.
    const fromHere = createRequire(path.join(/* turbopackIgnore: true */ process.cwd(), "package.json"));
    return (fromHere("@ffmpeg-installer/ffmpeg") as { path: string }).path;
  } catch {
    // There is none for this kind of machine.
    return null;
  }
}

export interface Candidates {
  machine: string;
  packaged: string | null;
}

/** Looks for one that works: the machine's own when it is recent enough, else the one that came with the studio. */
export async function searchFfmpeg(candidates: Candidates): Promise<Ffmpeg | null> {
  const machine = await versionOf(candidates.machine);
  if (machine !== null && (majorOf(machine) ?? 0) >= OLDEST_MACHINE_MAJOR)
    return { path: candidates.machine, version: machine, source: "machine" };
  const packaged = candidates.packaged === null ? null : await versionOf(candidates.packaged);
  if (candidates.packaged !== null && packaged !== null) return { path: candidates.packaged, version: packaged, source: "package" };
  // Better an old or unnamed one than none.
  return machine === null ? null : { path: candidates.machine, version: machine, source: "machine" };
}

const found = singleton<{ ffmpeg: Promise<Ffmpeg | null> }>("ffmpeg", () => {
  const ffmpeg = searchFfmpeg({ machine: "ffmpeg", packaged: packagedPath() });
  // Somebody may be installing it right now: what was not found is looked for again.
  void ffmpeg.then((result) => result ?? found.clear());
  return { ffmpeg };
});

/** The ffmpeg of this machine, looked for once; null when there is none. */
export const findFfmpeg = (): Promise<Ffmpeg | null> => found.get().ffmpeg;
