-- CreateEnum
CREATE TYPE "FileVariant" AS ENUM ('video', 'poster', 'lastFrame', 'original', 'thumbnail');

-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "lease_token" UUID,
ADD COLUMN     "lease_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "files" (
    "id" UUID NOT NULL,
    "team_id" UUID,
    "generation_id" UUID,
    "asset_id" UUID,
    "unclaimed_id" UUID,
    "variant" "FileVariant" NOT NULL,
    "key" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" BIGINT,
    "sha256" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "duration_ms" INTEGER,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "is_derived" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "damaged_at" TIMESTAMPTZ(3),
    "trashed_at" TIMESTAMPTZ(3),

    CONSTRAINT "files_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "files_key_key" ON "files"("key");

-- CreateIndex
CREATE INDEX "files_to_check" ON "files"("checked_at") WHERE ("trashed_at" IS NULL);

-- CreateIndex
CREATE INDEX "files_damaged" ON "files"("damaged_at") WHERE ("damaged_at" IS NOT NULL);

-- CreateIndex
CREATE INDEX "files_trashed" ON "files"("trashed_at") WHERE ("trashed_at" IS NOT NULL);

-- CreateIndex
CREATE INDEX "files_brought" ON "files"("team_id") WHERE ("asset_id" IS NOT NULL);

-- CreateIndex
CREATE INDEX "files_ownerless" ON "files"("created_at") WHERE (generation_id IS NULL AND asset_id IS NULL AND unclaimed_id IS NULL AND trashed_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "files_generation_id_variant_key" ON "files"("generation_id", "variant");

-- CreateIndex
CREATE UNIQUE INDEX "files_asset_id_variant_key" ON "files"("asset_id", "variant");

-- CreateIndex
CREATE UNIQUE INDEX "files_unclaimed_id_variant_key" ON "files"("unclaimed_id", "variant");

-- CreateIndex
CREATE INDEX "assets_unfinished" ON "assets"("team_id", "created_by_id") WHERE (status = 'uploading'::"AssetStatus");

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_unclaimed_id_fkey" FOREIGN KEY ("unclaimed_id") REFERENCES "unclaimed_tasks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- At most one owner; none once it has gone.
ALTER TABLE "files" ADD CONSTRAINT "files_one_owner" CHECK (num_nonnulls(generation_id, asset_id, unclaimed_id) <= 1);

-- What version 0.2.0 kept in three places. The files themselves stay where they are.
INSERT INTO "files" (id, team_id, generation_id, variant, key, mime, bytes, sha256, width, height, duration_ms, facts, is_derived,
                     created_at, checked_at, damaged_at, trashed_at)
SELECT media.id, media.team_id, media.generation_id, media.kind::text::"FileVariant", media.storage_key, media.mime_type, media.size_bytes,
       media.sha256, media.width, media.height, media.duration_ms,
       jsonb_strip_nulls(jsonb_build_object('framesPerSecond', media.frames_per_sec, 'videoCodec', media.video_codec, 'audioCodec', media.audio_codec)),
       media.kind = 'poster', media.created_at, coalesce(media.checked_at, media.created_at), media.damaged_at,
       -- Nobody was told of an end before: the thirty days of what was deleted begin with this update.
       CASE WHEN generations.deleted_at IS NOT NULL THEN now() END
FROM "media" JOIN "generations" ON generations.id = media.generation_id;

INSERT INTO "files" (id, team_id, asset_id, variant, key, mime, bytes, sha256, width, height, duration_ms, facts, created_at, checked_at)
SELECT gen_random_uuid(), team_id, id, 'original', 'assets/' || team_id || '/' || right(id::text, 2) || '/' || id || '/original', mime_type,
       size_bytes, sha256, width, height, duration_ms, jsonb_strip_nulls(jsonb_build_object('framesPerSecond', frames_per_sec)),
       created_at, created_at
FROM "assets" WHERE status = 'ready';

-- Their small pictures were never measured: the first check of each writes down what it finds, or makes what is missing.
INSERT INTO "files" (id, team_id, asset_id, variant, key, mime, is_derived, created_at, checked_at)
SELECT gen_random_uuid(), team_id, id, 'thumbnail', 'assets/' || team_id || '/' || right(id::text, 2) || '/' || id || '/thumbnail.webp',
       'image/webp', true, created_at, to_timestamp(0)
FROM "assets" WHERE status = 'ready' AND kind IN ('image', 'video');

INSERT INTO "files" (id, unclaimed_id, variant, key, mime, bytes, sha256, created_at, checked_at)
SELECT gen_random_uuid(), id, 'video', storage_key, coalesce(mime_type, 'video/mp4'), size_bytes, sha256, coalesce(saved_at, found_at),
       coalesce(saved_at, found_at)
FROM "unclaimed_tasks" WHERE storage_key IS NOT NULL AND sha256 IS NOT NULL;
