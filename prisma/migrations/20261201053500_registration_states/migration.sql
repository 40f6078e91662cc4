-- AlterTable
ALTER TABLE "asset_registrations" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "forgotten_at" TIMESTAMPTZ(3);

-- What is there now was seen when it was last written.
UPDATE "asset_registrations" SET "confirmed_at" = "updated_at" WHERE "status" = 'ready';

-- CreateIndex
CREATE INDEX "assets_bytes" ON "assets"("sha256", "kind");
