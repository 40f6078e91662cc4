-- Files that are made of another one, cut, cropped, converted or made to fit, and the work that makes them.
-- CreateEnum
CREATE TYPE "MendStatus" AS ENUM ('waiting', 'running', 'ready', 'failed', 'cancelled');

-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "from_asset_id" UUID;

-- CreateTable
CREATE TABLE "asset_mends" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "status" "MendStatus" NOT NULL,
    "how" JSONB NOT NULL,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "result_id" UUID,
    "error_code" TEXT,
    "error_values" JSONB,
    "lease_token" UUID,
    "next_action_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "asset_mends_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "asset_mends_source_id_created_at_idx" ON "asset_mends"("source_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "asset_mends_due" ON "asset_mends"("next_action_at") WHERE ("next_action_at" IS NOT NULL);

-- CreateIndex
CREATE INDEX "assets_from_asset" ON "assets"("from_asset_id") WHERE ("from_asset_id" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "assets" ADD CONSTRAINT "assets_from_asset_id_fkey" FOREIGN KEY ("from_asset_id") REFERENCES "assets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_mends" ADD CONSTRAINT "asset_mends_team_id_source_id_fkey" FOREIGN KEY ("team_id", "source_id") REFERENCES "assets"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_mends" ADD CONSTRAINT "asset_mends_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
