-- A team that was deleted can be brought back for thirty days.

-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);
