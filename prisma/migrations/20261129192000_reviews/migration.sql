-- What each person says of a clip, locks on what was approved, and days by which a clip is to be looked at.

-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "locked_at" TIMESTAMPTZ(3),
ADD COLUMN     "locked_by_id" UUID,
ADD COLUMN     "review_due_on" DATE;

-- CreateTable
CREATE TABLE "reviews" (
    "team_id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "verdict" "ClipVerdict",
    "said_at" TIMESTAMPTZ(3),

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("generation_id","user_id")
);

-- CreateIndex
CREATE INDEX "reviews_waiting" ON "reviews"("user_id", "team_id", "asked_at" DESC) WHERE ((asked_at IS NOT NULL) AND (verdict IS NULL));

-- CreateIndex
CREATE INDEX "generations_locked" ON "generations"("project_id") WHERE (locked_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Verdicts that were there before are what whoever gave them said.
INSERT INTO "reviews" ("team_id", "generation_id", "user_id", "verdict", "said_at")
SELECT clip.team_id, clip.id, said.actor_id, clip.verdict, said.created_at
FROM "generations" AS clip CROSS JOIN LATERAL (
  SELECT actor_id, created_at FROM "generation_events"
  WHERE generation_id = clip.id AND event = clip.verdict::text ORDER BY id DESC LIMIT 1
) AS said JOIN "users" ON "users".id = said.actor_id
WHERE clip.verdict IS NOT NULL;
