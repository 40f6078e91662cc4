-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;
