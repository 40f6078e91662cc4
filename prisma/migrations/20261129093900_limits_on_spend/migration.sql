-- CreateEnum
CREATE TYPE "SpendScope" AS ENUM ('team', 'project', 'person');

-- AlterTable
ALTER TABLE "alarms" ADD COLUMN     "team_id" UUID;

-- CreateTable
CREATE TABLE "spend_limits" (
    "team_id" UUID NOT NULL,
    "scope" "SpendScope" NOT NULL,
    "subject_id" UUID NOT NULL,
    "month_micros" BIGINT,
    "day_micros" BIGINT,
    "clip_micros" BIGINT,
    "ask_above_micros" BIGINT,
    "is_stopped" BOOLEAN NOT NULL DEFAULT false,
    "updated_by_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spend_limits_pkey" PRIMARY KEY ("team_id","scope","subject_id")
);

-- CreateTable
CREATE TABLE "spend_totals" (
    "team_id" UUID NOT NULL,
    "is_emulated" BOOLEAN NOT NULL,
    "day" DATE NOT NULL,
    "project_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "kind" "SpendKind" NOT NULL,
    "clips" INTEGER NOT NULL,
    "tokens" BIGINT NOT NULL,
    "micros" BIGINT NOT NULL,
    "estimated_micros" BIGINT NOT NULL,
    "unpriced" INTEGER NOT NULL,

    CONSTRAINT "spend_totals_pkey" PRIMARY KEY ("team_id","is_emulated","day","project_id","user_id","model","state","kind")
);

-- AddForeignKey
ALTER TABLE "alarms" ADD CONSTRAINT "alarms_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spend_limits" ADD CONSTRAINT "spend_limits_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spend_totals" ADD CONSTRAINT "spend_totals_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- No released version has written rows of spend: they are made anew from the clips, one each, in the shape that says
-- where a clip is counted.
TRUNCATE "spend";

-- DropIndex
DROP INDEX "spend_team_id_created_at_idx";

-- AlterTable
ALTER TABLE "spend" ADD COLUMN     "clips" SMALLINT NOT NULL,
ADD COLUMN     "day" DATE NOT NULL,
ADD COLUMN     "estimated_micros" INTEGER,
ADD COLUMN     "is_emulated" BOOLEAN NOT NULL,
ADD COLUMN     "model" TEXT NOT NULL,
ADD COLUMN     "project_id" UUID NOT NULL,
ADD COLUMN     "state" TEXT NOT NULL,
ADD COLUMN     "user_id" UUID NOT NULL;

-- As `spendOf` and `placeOf` in lib/generations/spend.ts say. The account is that of the built-in emulator.
INSERT INTO "spend" ("team_id", "generation_id", "kind", "clips", "tokens", "micros", "estimated_micros", "day", "is_emulated",
  "project_id", "user_id", "model", "state", "created_at")
SELECT "team_id", "id", "kind"::"SpendKind", 1,
  CASE "kind" WHEN 'settled' THEN "actual_tokens" ELSE "estimated_tokens" END,
  CASE "kind" WHEN 'settled' THEN "actual_micros" ELSE "estimated_micros" END,
  CASE WHEN "kind" = 'settled' AND "actual_micros" IS NOT NULL THEN "estimated_micros" END,
  (coalesce("sent_at", "created_at") AT TIME ZONE 'UTC')::date,
  coalesce("provider_account" = '586badf1b279b09d226e40096a7f9782', false),
  "project_id", "created_by_id", "model",
  CASE WHEN "next_action_at" IS NULL THEN "status"::text ELSE 'open' END,
  coalesce("finished_at", "created_at")
FROM "generations" AS g, LATERAL (
  SELECT CASE
    WHEN coalesce("actual_tokens", 0) > 0 THEN 'settled'
    WHEN "next_action_at" IS NOT NULL OR "succeeded_at" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "attempts" WHERE "generation_id" = g."id" AND "state" IN ('sending', 'uncertain', 'absent')) THEN 'reserved'
    ELSE 'spared' END AS "kind") AS "kinds";

-- CreateIndex
CREATE INDEX "spend_team_id_day_idx" ON "spend"("team_id", "day");

INSERT INTO "spend_totals" ("team_id", "is_emulated", "day", "project_id", "user_id", "model", "state", "kind",
  "clips", "tokens", "micros", "estimated_micros", "unpriced")
SELECT "team_id", "is_emulated", "day", "project_id", "user_id", "model", "state", "kind",
  sum("clips"), sum("tokens"), coalesce(sum("micros"), 0), coalesce(sum("estimated_micros"), 0),
  coalesce(sum("clips") FILTER (WHERE "micros" IS NULL), 0)
FROM "spend" GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
