-- Clips that were asked for together know it, so that they can be paused, cancelled and tried again together. Clips from
-- before this stay alone, and so the index is empty at first.
-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "press_id" UUID;

-- AlterTable
ALTER TABLE "line_pauses" ADD COLUMN     "is_press" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "generations_presses" ON "generations"("team_id", "press_id") WHERE ("press_id" IS NOT NULL);
