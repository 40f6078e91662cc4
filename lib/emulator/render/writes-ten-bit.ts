import { findFfmpeg } from "@/lib/platform/ffmpeg/find-ffmpeg";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";

let answer: Promise<boolean> | undefined;

/** Whether the ffmpeg at hand can write 10-bit H.265. The one in WebAssembly names the encoder, and never comes back from it. */
export const writesTenBit = (): Promise<boolean> => (answer ??= ask());

async function ask(): Promise<boolean> {
  if ((await findFfmpeg())?.source !== "machine") return false;
  const { stdout } = await runFfmpeg(["-h", "encoder=libx265"], { timeoutMs: 20_000 });
  return stdout.toString().includes("yuv420p10le");
}
