import { z } from "zod";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { LABEL_POLICIES } from "@/lib/projects/label-policy";
import { FITS } from "../limits";
import { shownItems, type Timeline, type TimelineItem } from "../timeline";

const placed = z.object({ id: z.string(), inFrame: z.int(), outFrame: z.int(), transitionFrames: z.int() });

/** What is exported, as it is kept with its row: changes made after the press are for the next one. */
export const exportBodySchema = z.object({
  name: z.string(),
  width: z.int(),
  height: z.int(),
  fit: z.enum(FITS),
  isLevelled: z.boolean(),
  /** What its project put on downloads at the press. Films from before there was any say nothing. */
  aiLabels: z.enum(LABEL_POLICIES).default("off"),
  /** As `shownItems` gives them, and as which item of the sequence a person knows each. */
  items: z.array(
    z.discriminatedUnion("kind", [
      placed.extend({ kind: z.literal("clip"), generationId: z.string(), number: z.int() }),
      placed.extend({ kind: z.literal("title"), title: z.string(), number: z.int() }),
    ]),
  ),
});
export type ExportBody = z.output<typeof exportBodySchema>;
export type ExportItem = ExportBody["items"][number];

/** @param timeline of the whole sequence, with what is missing */
export function exportBody(
  { name, width, height, items }: Timeline,
  { fit, isLevelled, aiLabels }: Pick<ExportBody, "fit" | "isLevelled" | "aiLabels">,
): ExportBody {
  const numbers = new Map(items.map((item, index) => [item.id, index + 1]));
  const kept = (item: TimelineItem): ExportItem => {
    const { id, inFrame, outFrame, transitionFrames } = item;
    const common = { id, inFrame, outFrame, transitionFrames, number: numbers.get(id)! };
    return item.kind === "title"
      ? { ...common, kind: "title", title: item.title }
      : { ...common, kind: "clip", generationId: item.generationId };
  };
  return { name, width, height, fit, isLevelled, aiLabels, items: shownItems(items).map(kept) };
}

/** Generously: what is encoded at this quality has about a fifth of a bit for each pixel. */
export const expectedFilmBytes = ({ width, height }: Pick<ExportBody, "width" | "height">, frames: number): number =>
  Math.ceil(width * height * frames * (0.3 / 8) + (frames / FRAMES_PER_SECOND) * 24_000);
