import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

/** The ffmpeg to render with: FFMPEG_PATH, else one on the PATH from version 5 on, else the one in our dependencies. */
export function findFfmpeg(): string {
  if (process.env.FFMPEG_PATH) return process.env.FFMPEG_PATH;
  try {
    const major = /version n?(\d+)/.exec(
      execFileSync("ffmpeg", ["-version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    )?.[1];
    if (Number(major) >= 5) return "ffmpeg";
  } catch {
    // None on the PATH: the bundled one does everything that is needed here.
  }
  return (createRequire(import.meta.url)("@ffmpeg-installer/ffmpeg") as { path: string }).path;
}
