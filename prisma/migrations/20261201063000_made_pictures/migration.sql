-- CreateEnum
CREATE TYPE "PictureState" AS ENUM ('asked', 'sending', 'uncertain', 'made', 'ready', 'failed');

-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "trusted_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "made_pictures" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "prompt" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "size" TEXT NOT NULL,
    "state" "PictureState" NOT NULL,
    "micros" INTEGER,
    "is_emulated" BOOLEAN NOT NULL,
    "provider_account" TEXT,
    "error_code" TEXT,
    "error_message" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "result_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "made_at" TIMESTAMPTZ(3),
    "next_action_at" TIMESTAMPTZ(3),
    "asset_id" UUID,

    CONSTRAINT "made_pictures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "made_pictures_asset_id_key" ON "made_pictures"("asset_id");

-- CreateIndex
CREATE INDEX "made_pictures_team_id_created_at_idx" ON "made_pictures"("team_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "made_pictures_due" ON "made_pictures"("next_action_at") WHERE ("next_action_at" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "made_pictures" ADD CONSTRAINT "made_pictures_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "made_pictures" ADD CONSTRAINT "made_pictures_team_id_project_id_fkey" FOREIGN KEY ("team_id", "project_id") REFERENCES "projects"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "made_pictures" ADD CONSTRAINT "made_pictures_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE SET NULL ON UPDATE CASCADE;
