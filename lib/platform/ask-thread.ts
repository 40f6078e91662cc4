import path from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/shared/errors";

/**
 * Asks a script of ours something about a file, mostly of a stranger, in a thread that may die: it is ended when it
 * takes too long or too much memory, and the process goes on.
 * @param script below lib; posts `{ answer }` or `{ problem }`
 * @throws AppError unreadable-media when there is no answer
 */
export async function askThread<T>(
  script:
    "platform/ffmpeg/probe-thread.mjs" | "platform/ffmpeg/heic-thread.mjs" | "files/seal/seal-thread.mjs" | "assets/faces/face-thread.mjs",
  data: { file: string } & Record<string, unknown>,
  { timeoutMs, maxHeapMb }: { timeoutMs: number; maxHeapMb: number },
): Promise<T> {
  // Every process of the studio is started in its folder. The bundler does not follow this path: the file is plain.
  const thread = new Worker(path.join(/* turbopackIgnore: true */ process.cwd(), "lib", script), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // It needs none of our settings, and none of the loaders that this process may have been started with.
    env: {},
    execArgv: [],
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const refuse = (cause: unknown): void => reject(new AppError("unreadable-media", { cause }));
      timer = setTimeout(() => refuse(new Error("Reading the file took too long.")), timeoutMs);
      thread.on("message", ({ answer, problem }: { answer?: T | null; problem?: string }) => {
        if (answer) resolve(answer);
        else refuse(new Error(problem ?? "The file is none of ours."));
      });
      // Out of memory is one of these.
      thread.on("error", refuse);
      thread.on("exit", () => refuse(new Error("The thread ended without an answer.")));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
