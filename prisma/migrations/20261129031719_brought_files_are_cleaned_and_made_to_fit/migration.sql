-- AlterEnum
ALTER TYPE "FileVariant" ADD VALUE 'source';

-- DropIndex
DROP INDEX "assets_team_id_sha256_idx";

-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "error_values" JSONB,
ADD COLUMN     "source_height" INTEGER,
ADD COLUMN     "source_sha256" TEXT,
ADD COLUMN     "source_width" INTEGER;

-- CreateIndex
CREATE INDEX "assets_team_id_source_sha256_idx" ON "assets"("team_id", "source_sha256");

-- What 0.2.0 took in was kept as it was brought.
UPDATE "assets" SET "source_sha256" = "sha256";
