-- Comments on clips. A constant as the default of a team's setting: no row is written anew.

-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "viewers_may_review" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "comments" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "parent_id" UUID,
    "text" TEXT NOT NULL,
    "from_frame" INTEGER,
    "to_frame" INTEGER,
    "drawing" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "comments_team_id_id_key" ON "comments"("team_id", "id");

-- CreateIndex
CREATE INDEX "comments_generation_id_created_at_id_idx" ON "comments"("generation_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "comments_replies" ON "comments"("team_id", "parent_id") WHERE ("parent_id" IS NOT NULL);

-- CreateIndex
CREATE INDEX "comments_open" ON "comments"("generation_id") WHERE ((parent_id IS NULL) AND (resolved_at IS NULL) AND (deleted_at IS NULL));

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_resolved_by_id_fkey" FOREIGN KEY ("resolved_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_team_id_parent_id_fkey" FOREIGN KEY ("team_id", "parent_id") REFERENCES "comments"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
