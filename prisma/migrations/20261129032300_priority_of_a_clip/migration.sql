-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "priority" SMALLINT NOT NULL DEFAULT 0;
