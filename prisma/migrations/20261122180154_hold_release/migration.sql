-- AlterTable
ALTER TABLE "instances" ADD COLUMN     "hold_checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "released_at" TIMESTAMPTZ(3),
ADD COLUMN     "released_by_id" UUID,
ADD COLUMN     "released_unchecked" BOOLEAN NOT NULL DEFAULT false;
