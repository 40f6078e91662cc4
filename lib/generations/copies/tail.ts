import { aiMarkBox } from "@/lib/files/label/ai-mark";
import type { FileRow } from "@/lib/files/open-file";
import { sealed } from "@/lib/files/seal/sealed";
import { joinBoxes } from "@/lib/files/with-tail";
import { db } from "@/lib/platform/db/client";
import { isMarkedForEu, type LabelPolicy } from "@/lib/projects/label-policy";
import { carriedBox } from "@/lib/recipes/carried/write-carried";
import { pickRecipe } from "@/lib/recipes/recipe";

/** What a copy of a clip has behind the clip itself, signed where its project marks it for the EU; null: nothing. */
export async function tailOf(
  file: FileRow,
  generationId: string,
  { aiLabels, withRecipe = false }: { aiLabels: LabelPolicy; withRecipe?: boolean },
): Promise<Uint8Array<ArrayBuffer> | null> {
  const boxes = [...(isMarkedForEu(aiLabels) ? [aiMarkBox()] : []), ...(withRecipe ? [await recipeBox(generationId)] : [])];
  if (boxes.length === 0) return null;
  return isMarkedForEu(aiLabels) ? sealed(file, joinBoxes(boxes)) : joinBoxes(boxes);
}

async function recipeBox(id: string): Promise<Uint8Array> {
  const clip = await db.generation.findUniqueOrThrow({
    where: { id },
    include: { inputs: { orderBy: { position: "asc" }, include: { asset: true } } },
  });
  const files = clip.inputs.map(({ role, asset: { kind, name, sourceSha256, sha256 } }) => ({
    ...{ role, kind, name },
    sha256: sourceSha256 ?? sha256,
  }));
  return carriedBox(pickRecipe({ ...clip, seed: clip.actualSeed ?? clip.seed }), files);
}
