-- CreateEnum
CREATE TYPE "SpendKind" AS ENUM ('reserved', 'released', 'settled');

-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "price_per_million" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "spend" (
    "id" BIGSERIAL NOT NULL,
    "team_id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "kind" "SpendKind" NOT NULL,
    "tokens" INTEGER NOT NULL,
    "micros" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spend_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "spend_generation_id_idx" ON "spend"("generation_id");

-- CreateIndex
CREATE INDEX "spend_team_id_created_at_idx" ON "spend"("team_id", "created_at");

-- AddForeignKey
ALTER TABLE "spend" ADD CONSTRAINT "spend_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is not settled yet is settled by the price of its estimate.
UPDATE "generations" SET "price_per_million" = "estimated_micros"::float8 / "estimated_tokens"
WHERE "actual_tokens" IS NULL AND "estimated_micros" IS NOT NULL AND "estimated_tokens" > 0;

-- The spend of clips from before: what they cost, or may cost while nobody can say that it was nothing (`chargedOf`).
INSERT INTO "spend" ("team_id", "generation_id", "kind", "tokens", "micros", "created_at")
SELECT "team_id", "id", 'settled'::"SpendKind", "actual_tokens", "actual_micros", coalesce("succeeded_at", "finished_at", "created_at")
FROM "generations" WHERE "actual_tokens" > 0
UNION ALL
SELECT "team_id", "id", 'reserved'::"SpendKind", "estimated_tokens", "estimated_micros", "created_at"
FROM "generations" AS g WHERE coalesce("actual_tokens", 0) = 0 AND "estimated_tokens" > 0 AND (
  "next_action_at" IS NOT NULL OR "succeeded_at" IS NOT NULL
  OR EXISTS (SELECT 1 FROM "attempts" WHERE "generation_id" = g."id" AND "state" IN ('sending', 'uncertain', 'absent')));
