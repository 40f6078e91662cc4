-- The last take of a recipe is one probe of an index, and so is which runs have none yet.
-- The key no longer names a project, because clips move. Where the column has just been made there is nothing to forget; what was
-- numbered by the former key is numbered again with the next run of its recipe.
UPDATE "generations" SET "recipe_key" = NULL, "take" = NULL WHERE "recipe_key" IS NOT NULL;

-- DropIndex
DROP INDEX "generations_takes";

-- CreateIndex
CREATE INDEX "generations_takes" ON "generations"("project_id", "recipe_key", "take" DESC) WHERE ("recipe_key" IS NOT NULL);
