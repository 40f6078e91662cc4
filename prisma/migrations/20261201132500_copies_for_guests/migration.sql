-- Copies of clips and films with words across the picture, for guests of links that want them.

-- AlterEnum
ALTER TYPE "FileVariant" ADD VALUE 'watermarked';

-- AlterTable
ALTER TABLE "shares" ADD COLUMN     "watermark" TEXT;

-- AlterTable
ALTER TABLE "files" ADD COLUMN     "mark" TEXT NOT NULL DEFAULT '';

-- DropIndex
DROP INDEX "files_generation_id_variant_key";

-- DropIndex
DROP INDEX "files_export_id_variant_key";

-- CreateIndex
CREATE UNIQUE INDEX "files_generation_id_variant_mark_key" ON "files"("generation_id", "variant", "mark");

-- CreateIndex
CREATE UNIQUE INDEX "files_export_id_variant_mark_key" ON "files"("export_id", "variant", "mark");

-- CreateIndex
CREATE INDEX "files_marked" ON "files"("team_id") WHERE (mark <> ''::text);
