-- How often a film was begun, so that one that takes its worker down is not begun for ever.

-- AlterTable
ALTER TABLE "sequence_exports" ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0;
