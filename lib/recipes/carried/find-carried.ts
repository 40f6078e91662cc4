import { type ReadAt, readTopBoxes } from "@/lib/shared/mp4-boxes";
import { MAX_CARRIED_BYTES } from "./limits";

/** The box in which a clip carries its recipe. */
export const RECIPE_BOX = "c41a78796f604a1683dd5b0403045a06";

/** The recipe that a file carries, as text that nobody has looked at yet; null where it carries none, "unreadable" where it cannot be one. */
export async function findCarried(readAt: ReadAt, size: number): Promise<{ text: string } | "unreadable" | null> {
  const { boxes } = await readTopBoxes(readAt, size);
  // The last one counts: a clip that was made from a marked one and marked again has two.
  const box = boxes.findLast(({ uuid }) => uuid === RECIPE_BOX);
  if (!box) return null;
  const length = box.end - box.bodyStart;
  if (length > MAX_CARRIED_BYTES) return "unreadable";
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(await readAt(box.bodyStart, length)) };
  } catch {
    return "unreadable";
  }
}
