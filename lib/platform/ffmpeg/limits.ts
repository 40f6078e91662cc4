import type { Ffmpeg } from "./find-ffmpeg";

/** Frames of 4k in 10 bits, a dozen of them, and an encoder's own: what honest files need stays below. */
export const MAX_MEMORY_BYTES = 4 * 2 ** 30;
/** No clip and no picture that we make or take is larger; films may be. */
const DEFAULT_FILE_BYTES = 4 * 2 ** 30;
/** Half an hour of 4k is expected to have 13 GB at most; what writes more has gone wrong. */
export const MAX_FILM_BYTES = 32 * 2 ** 30;
/** Files that honest people bring have at most 8k; a header may claim any number, and a frame is set aside before it is read. */
const MAX_PIXELS = 8_192 * 8_192;

// The shell puts the limits on itself and then becomes ffmpeg, so that the child is still the one that we may end. In
// POSIX's shell -v counts kB, and -f blocks of 512 bytes. A system that knows one of them not goes on without it.
const LIMITED = 'ulimit -v "$1" 2>/dev/null; ulimit -f "$2" 2>/dev/null; shift 2; exec "$@"';

/** What stands before each input: a decoder that takes no frame larger than honest ones. */
export const INPUT_LIMITS = ["-max_pixels", String(MAX_PIXELS)] as const;

/** How ffmpeg is started so that a hostile file gets an error and not the machine's memory or its disk. */
export function limited(
  { path, args, source }: Ffmpeg,
  memoryBytes = MAX_MEMORY_BYTES,
  fileBytes = DEFAULT_FILE_BYTES,
): { path: string; args: readonly string[] } {
  // WebAssembly sets gigabytes of addresses aside that it never uses, so that one keeps its limit itself.
  if (source === "package") return { path, args: [...args, `--max-memory=${memoryBytes}`] };
  if (process.platform === "win32") return { path, args };
  const kilobytes = String(Math.floor(memoryBytes / 1024));
  return { path: "/bin/sh", args: ["-c", LIMITED, "sh", kilobytes, String(Math.ceil(fileBytes / 512)), path, ...args] };
}
