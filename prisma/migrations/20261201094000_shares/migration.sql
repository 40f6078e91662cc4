-- AlterTable
ALTER TABLE "comments" ADD COLUMN     "guest_name" TEXT,
ADD COLUMN     "share_id" UUID,
ALTER COLUMN "author_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "shares" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "passphrase_hash" TEXT,
    "title" TEXT NOT NULL DEFAULT '',
    "label_id" UUID,
    "sequence_id" UUID,
    "allows_download" BOOLEAN NOT NULL,
    "allows_comments" BOOLEAN NOT NULL,
    "shows_recipe" BOOLEAN NOT NULL,
    "allows_embed" BOOLEAN NOT NULL,
    "views" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "shares_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "share_clips" (
    "team_id" UUID NOT NULL,
    "share_id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "share_clips_pkey" PRIMARY KEY ("share_id","generation_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shares_token_hash_key" ON "shares"("token_hash");

-- CreateIndex
CREATE INDEX "shares_team_id_created_at_idx" ON "shares"("team_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "shares_collections" ON "shares"("label_id") WHERE ("label_id" IS NOT NULL);

-- CreateIndex
CREATE INDEX "shares_sequences" ON "shares"("sequence_id") WHERE ("sequence_id" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "shares_team_id_id_key" ON "shares"("team_id", "id");

-- CreateIndex
CREATE INDEX "share_clips_generation_id_idx" ON "share_clips"("generation_id");

-- CreateIndex
CREATE INDEX "comments_of_guests" ON "comments"("share_id", "created_at") WHERE ("share_id" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_share_id_fkey" FOREIGN KEY ("share_id") REFERENCES "shares"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shares" ADD CONSTRAINT "shares_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shares" ADD CONSTRAINT "shares_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shares" ADD CONSTRAINT "shares_team_id_label_id_fkey" FOREIGN KEY ("team_id", "label_id") REFERENCES "labels"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shares" ADD CONSTRAINT "shares_team_id_sequence_id_fkey" FOREIGN KEY ("team_id", "sequence_id") REFERENCES "sequences"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_clips" ADD CONSTRAINT "share_clips_team_id_share_id_fkey" FOREIGN KEY ("team_id", "share_id") REFERENCES "shares"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_clips" ADD CONSTRAINT "share_clips_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Somebody of the team said it, or a guest.
ALTER TABLE "comments" ADD CONSTRAINT "comments_said_by" CHECK (num_nonnulls("author_id", "guest_name") = 1);

-- A link shows one thing.
ALTER TABLE "shares" ADD CONSTRAINT "shares_one_thing" CHECK (num_nonnulls("label_id", "sequence_id") <= 1);
