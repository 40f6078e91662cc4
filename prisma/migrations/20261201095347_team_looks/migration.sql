-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "accent" TEXT;

-- CreateTable
CREATE TABLE "team_logos" (
    "team_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "team_logos_pkey" PRIMARY KEY ("team_id")
);

-- AddForeignKey
ALTER TABLE "team_logos" ADD CONSTRAINT "team_logos_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;
