-- What is kept there is made again at the next download.
DELETE FROM "seals";

-- AlterTable
ALTER TABLE "seals" ADD COLUMN "certificate" TEXT NOT NULL;
