-- AlterTable
ALTER TABLE "drafts" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
