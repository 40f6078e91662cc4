import { singleton } from "@/lib/platform/singleton";
import { AppError } from "@/lib/shared/errors";

/** Each is read, summed and sent by the process that answers everybody's pages. */
const MOST_AT_ONCE = 3;

/** Who is being sent an archive by this process. */
const receivers = singleton("bundle-receivers", () => new Set<string>());

/** Says no while the page can still show why. @throws AppError download-running, too-many-downloads */
export function assertSlot(userId: string): void {
  const present = receivers.get();
  if (present.has(userId)) throw new AppError("download-running");
  if (present.size >= MOST_AT_ONCE) throw new AppError("too-many-downloads");
}

/** One archive at a time for each person. @returns what ends it, as often as it is called. @throws AppError as `assertSlot` */
export function takeSlot(userId: string): () => void {
  assertSlot(userId);
  receivers.get().add(userId);
  let isOpen = true;
  return () => {
    if (isOpen) receivers.get().delete(userId);
    isOpen = false;
  };
}
