import { toDraftInput } from "@/lib/generations/draft-input";
import type { SubmitInput } from "@/lib/generations/schema";
import type { PlannedRow } from "@/lib/recipes/table/plan-rows";
import { MOST_BODY_BYTES } from "@/lib/shared/request-limits";

/** The rest is for what stands around the rows. */
const MOST_BYTES = MOST_BODY_BYTES - 32 * 1024;

/** What a row asks for, as a press carries it. */
export const toDraft = ({ recipe, files }: PlannedRow): SubmitInput["draft"] => ({
  recipe,
  inputs: files.map(toDraftInput),
});

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length + 1;

/** How many of these, from the first, go into one request. */
export function countThatFit(presses: readonly SubmitInput[]): number {
  let bytes = 0;
  const over = presses.findIndex((press) => (bytes += bytesOf(press)) > MOST_BYTES);
  return over < 0 ? Infinity : over;
}

/** These in as many requests as they need; one, where there are none. */
export function inRequests<T>(items: readonly T[]): T[][] {
  const requests: T[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    if (bytes + size > MOST_BYTES) {
      requests.push([]);
      bytes = 0;
    }
    bytes += size;
    requests.at(-1)!.push(item);
  }
  return requests;
}
