-- AlterTable
ALTER TABLE "users" ADD COLUMN     "looks_for_faces" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "asset_registrations" ADD COLUMN     "group_id" TEXT;

-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "faces" INTEGER,
ADD COLUMN     "faces_looked_at" TIMESTAMPTZ(3),
ADD COLUMN     "faces_accepted_at" TIMESTAMPTZ(3),
ADD COLUMN     "faces_accepted_by_id" UUID,
ADD COLUMN     "real_person_id" UUID;

-- CreateTable
CREATE TABLE "real_people" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "provider_account" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "group_id" TEXT,
    "link_until" TIMESTAMPTZ(3) NOT NULL,
    "known_groups" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "real_people_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "real_people_team_id_id_key" ON "real_people"("team_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "real_people_provider_account_group_id_key" ON "real_people"("provider_account", "group_id");

-- AddForeignKey
ALTER TABLE "real_people" ADD CONSTRAINT "real_people_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assets" ADD CONSTRAINT "assets_team_id_real_person_id_fkey" FOREIGN KEY ("team_id", "real_person_id") REFERENCES "real_people"("team_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
