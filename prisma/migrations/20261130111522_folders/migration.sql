-- Collections may lie in a folder.

-- AlterTable
ALTER TABLE "labels" ADD COLUMN "folder" TEXT;
