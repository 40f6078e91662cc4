-- Clips one after the other as one film, and the files that films are exported to.

-- CreateEnum
CREATE TYPE "SequenceFit" AS ENUM ('fit', 'fill', 'blur');

-- CreateEnum
CREATE TYPE "ExportStatus" AS ENUM ('waiting', 'running', 'ready', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "sequences" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "ratio" TEXT NOT NULL,
    "resolution" TEXT NOT NULL,
    "fit" "SequenceFit" NOT NULL DEFAULT 'fit',
    "is_levelled" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sequences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sequence_items" (
    "team_id" UUID NOT NULL,
    "sequence_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "generation_id" UUID,
    "title" TEXT,
    "in_frame" INTEGER NOT NULL,
    "out_frame" INTEGER NOT NULL,
    "transition_frames" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sequence_items_pkey" PRIMARY KEY ("sequence_id","id")
);

-- CreateTable
CREATE TABLE "sequence_exports" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "sequence_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "status" "ExportStatus" NOT NULL,
    "timeline" JSONB NOT NULL,
    "frames" INTEGER NOT NULL,
    "frames_done" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_values" JSONB,
    "lease_token" UUID,
    "next_action_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sequence_exports_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "files" ADD COLUMN     "export_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "sequences_team_id_id_key" ON "sequences"("team_id", "id");

-- CreateIndex
CREATE INDEX "sequences_project_id_updated_at_idx" ON "sequences"("project_id", "updated_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "sequence_items_sequence_id_position_key" ON "sequence_items"("sequence_id", "position");

-- CreateIndex
CREATE INDEX "sequence_items_clips" ON "sequence_items"("generation_id") WHERE ("generation_id" IS NOT NULL);

-- CreateIndex
CREATE INDEX "sequence_exports_sequence_id_created_at_idx" ON "sequence_exports"("sequence_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "sequence_exports_due" ON "sequence_exports"("next_action_at") WHERE ("next_action_at" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "files_export_id_variant_key" ON "files"("export_id", "variant");

-- AddForeignKey
ALTER TABLE "sequences" ADD CONSTRAINT "sequences_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequences" ADD CONSTRAINT "sequences_team_id_project_id_fkey" FOREIGN KEY ("team_id", "project_id") REFERENCES "projects"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_items" ADD CONSTRAINT "sequence_items_team_id_sequence_id_fkey" FOREIGN KEY ("team_id", "sequence_id") REFERENCES "sequences"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_items" ADD CONSTRAINT "sequence_items_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_exports" ADD CONSTRAINT "sequence_exports_team_id_sequence_id_fkey" FOREIGN KEY ("team_id", "sequence_id") REFERENCES "sequences"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sequence_exports" ADD CONSTRAINT "sequence_exports_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_export_id_fkey" FOREIGN KEY ("export_id") REFERENCES "sequence_exports"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- An item is a clip or a card, and shows at least one frame.
ALTER TABLE "sequence_items" ADD CONSTRAINT "sequence_items_one_kind" CHECK (num_nonnulls(generation_id, title) = 1),
  ADD CONSTRAINT "sequence_items_length" CHECK (in_frame >= 0 AND out_frame > in_frame AND transition_frames >= 0);

-- What is not over has a time at which somebody looks again.
ALTER TABLE "sequence_exports" ADD CONSTRAINT "sequence_exports_open" CHECK ((next_action_at IS NOT NULL) = (status IN ('waiting', 'running')));

-- One more kind of owner.
ALTER TABLE "files" DROP CONSTRAINT "files_one_owner",
  ADD CONSTRAINT "files_one_owner" CHECK (num_nonnulls(generation_id, asset_id, unclaimed_id, export_id) <= 1);
DROP INDEX "files_ownerless";
CREATE INDEX "files_ownerless" ON "files"("created_at") WHERE (generation_id IS NULL AND asset_id IS NULL AND unclaimed_id IS NULL AND export_id IS NULL AND trashed_at IS NULL);
