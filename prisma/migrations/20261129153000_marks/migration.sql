-- Names, stars, favourites, tags and collections of clips, and which take of its recipe each is.
-- Constants as defaults: no row is written anew, however many there are. Takes of earlier clips are numbered when the next
-- one of their recipe is made.

-- CreateEnum
CREATE TYPE "ClipVerdict" AS ENUM ('approved', 'rejected');

-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "name" TEXT,
ADD COLUMN     "rating" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "recipe_key" TEXT,
ADD COLUMN     "take" INTEGER,
ADD COLUMN     "verdict" "ClipVerdict";

-- CreateTable
CREATE TABLE "labels" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "project_id" UUID,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "labels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clip_labels" (
    "team_id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "label_id" UUID NOT NULL,

    CONSTRAINT "clip_labels_pkey" PRIMARY KEY ("generation_id","label_id")
);

-- CreateTable
CREATE TABLE "favourites" (
    "team_id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "favourites_pkey" PRIMARY KEY ("generation_id","user_id")
);

-- CreateTable
CREATE TABLE "downloads" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "downloads_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "labels_team_id_id_key" ON "labels"("team_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "labels_tag" ON "labels"("team_id", "key") WHERE ("project_id" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "labels_collection" ON "labels"("project_id", "key") WHERE ("project_id" IS NOT NULL);

-- CreateIndex
CREATE INDEX "clip_labels_label_id_generation_id_idx" ON "clip_labels"("label_id", "generation_id");

-- CreateIndex
CREATE INDEX "favourites_user_id_generation_id_idx" ON "favourites"("user_id", "generation_id");

-- CreateIndex
CREATE INDEX "downloads_user_id_idx" ON "downloads"("user_id");

-- CreateIndex
CREATE INDEX "generations_takes" ON "generations"("project_id", "recipe_key") WHERE ("recipe_key" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "labels" ADD CONSTRAINT "labels_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "labels" ADD CONSTRAINT "labels_team_id_project_id_fkey" FOREIGN KEY ("team_id", "project_id") REFERENCES "projects"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip_labels" ADD CONSTRAINT "clip_labels_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip_labels" ADD CONSTRAINT "clip_labels_team_id_label_id_fkey" FOREIGN KEY ("team_id", "label_id") REFERENCES "labels"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "downloads" ADD CONSTRAINT "downloads_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "downloads" ADD CONSTRAINT "downloads_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
