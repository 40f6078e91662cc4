-- AlterTable
ALTER TABLE "spend_totals" ADD COLUMN     "unbilled_micros" BIGINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "generations_same_request" ON "generations"("project_id", "request_hash") WHERE ("deleted_at" IS NULL);
