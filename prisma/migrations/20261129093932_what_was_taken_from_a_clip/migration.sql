-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "from_frame" INTEGER,
ADD COLUMN     "from_generation_id" UUID;

-- CreateIndex
CREATE INDEX "assets_from_generation" ON "assets"("from_generation_id") WHERE ("from_generation_id" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "assets" ADD CONSTRAINT "assets_from_generation_id_fkey" FOREIGN KEY ("from_generation_id") REFERENCES "generations"("id") ON DELETE SET NULL ON UPDATE CASCADE;
