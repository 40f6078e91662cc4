import { z } from "zod";
import { parseInput } from "@/lib/access/doors/parse-input";
import type { Actor } from "@/lib/access/callers/actor";
import { filesInSight } from "@/lib/access/callers/in-sight";
import { toAssetView } from "@/lib/assets/view";
import { INPUT_ROLES, isModelKey, MAX_INPUTS, MEDIA_KINDS } from "@/lib/models/catalog";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { defaultRecipe } from "../default-recipe";
import { type Recipe, recipeSchema } from "../recipe";
import { MAX_CARRIED_BYTES, MAX_FILE_NAME } from "./limits";
import type { CarriedProblem, CarriedView } from "./view";
import { CARRIED_VERSION } from "./write-carried";

export const carriedSchema = z.object({ text: z.string().max(MAX_CARRIED_BYTES) });

const headSchema = z.object({ dailies: z.literal("recipe"), version: z.int().min(1) });
const bodySchema = z.object({
  recipe: z.looseObject({}),
  files: z
    .array(
      z.object({
        role: z.enum(INPUT_ROLES),
        kind: z.enum(MEDIA_KINDS),
        name: z.string().max(2 * MAX_FILE_NAME),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .nullable(),
      }),
    )
    .max(MAX_INPUTS)
    .default([]),
});

/**
 * What somebody's file says of how it was made, for the composer of this team. Nothing in it is believed: each setting is one that the
 * composer could hold or is left out, and of its files only those come that the team has itself.
 */
export async function restoreCarried(actor: Actor, { text }: z.output<typeof carriedSchema>): Promise<CarriedView | CarriedProblem> {
  const said = readText(text);
  if (typeof said === "string") return said;
  const { recipe, lost } = readRecipe(said.recipe);
  if (lost.includes("prompt") && lost.includes("model")) return "recipeUnreadable";
  const hashes = said.files.flatMap(({ sha256 }) => sha256 ?? []);
  const known = await db.asset.findMany({
    where: { teamId: actor.teamId, status: "ready", deletedAt: null, OR: [{ sourceSha256: { in: hashes } }, { sha256: { in: hashes } }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const assets = await filesInSight(actor, known);
  // A frame has one place.
  const isFirst = ({ role }: (typeof said.files)[number], index: number): boolean =>
    role === "reference" || said.files.findIndex((other) => other.role === role) === index;
  const files = said.files.filter(isFirst).map(({ role, kind, name, sha256 }) => {
    const asset = assets.find((one) => sha256 !== null && one.kind === kind && (one.sourceSha256 === sha256 || one.sha256 === sha256));
    return { role, kind, name, asset: asset ? toAssetView(asset) : null };
  });
  return { recipe, files, lost };
}

function readText(text: string): z.output<typeof bodySchema> | CarriedProblem {
  try {
    const value: unknown = JSON.parse(text);
    if (parseInput(headSchema, value).version > CARRIED_VERSION) return "recipeNewer";
    return parseInput(bodySchema, value);
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof AppError && error.code === "bad-input")) return "recipeUnreadable";
    throw error;
  }
}

/** Each setting by itself: what a later catalogue knows and this one does not takes nothing else along. */
function readRecipe(said: Record<string, unknown>): Pick<CarriedView, "recipe" | "lost"> {
  const recipe: Recipe = defaultRecipe();
  const lost: (keyof Recipe)[] = [];
  for (const name of Object.keys(recipeSchema.shape) as (keyof Recipe)[]) {
    const read = recipeSchema.shape[name].safeParse(said[name]);
    if (!read.success || (name === "model" && !isModelKey(read.data as string))) lost.push(name);
    else Object.assign(recipe, { [name]: read.data });
  }
  // A stranger's clip neither pins a seed that nobody sees nor goes before anybody else's.
  return { recipe: { ...recipe, seed: null, priority: 0 }, lost };
}
