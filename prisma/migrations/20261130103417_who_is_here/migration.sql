-- Whether others see which clip somebody looks at: only where that person says so.

-- AlterTable
ALTER TABLE "users" ADD COLUMN "shows_clip" BOOLEAN NOT NULL DEFAULT false;
