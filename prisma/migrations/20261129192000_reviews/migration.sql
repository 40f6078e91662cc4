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
CREATE INDEX "reviews_rejecting" ON "reviews"("user_id", "team_id") WHERE (verdict = 'rejected'::"ClipVerdict");

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

-- The one place where a clip's verdict comes from: somebody who wants changes is heard before all who approve, and nothing is approved
-- while somebody who was asked has not said anything. Whoever left, or may only look by now (as `mayReview` says), holds nothing up;
-- what they approved stays approved.
CREATE FUNCTION derive_verdicts(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  WITH heard AS (
    SELECT reviews.generation_id, reviews.verdict, reviews.asked_at
    FROM reviews JOIN memberships USING (team_id, user_id) JOIN teams ON teams.id = reviews.team_id
    WHERE reviews.generation_id = ANY (ids) AND (memberships.role <> 'viewer' OR teams.viewers_may_review)
  )
  UPDATE generations AS clip SET verdict = CASE
    WHEN EXISTS (SELECT 1 FROM heard WHERE generation_id = clip.id AND heard.verdict = 'rejected') THEN 'rejected'::"ClipVerdict"
    WHEN EXISTS (SELECT 1 FROM heard WHERE generation_id = clip.id AND asked_at IS NOT NULL AND heard.verdict IS NULL) THEN NULL
    WHEN EXISTS (SELECT 1 FROM reviews WHERE generation_id = clip.id AND reviews.verdict = 'approved') THEN 'approved'::"ClipVerdict"
  END WHERE clip.id = ANY (ids)
$$;

-- The same after these people joined or left those who take part: for the clips that they held up, or hold up again. What is locked
-- stays as it is. Those clips are the answer, for whoever tells the pages.
CREATE FUNCTION derive_verdicts_of(team uuid, people uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[];
BEGIN
  SELECT array_agg(held.id) INTO ids FROM (
    SELECT clip.id FROM generations AS clip
    WHERE clip.locked_at IS NULL AND clip.id IN (
      SELECT generation_id FROM reviews WHERE team_id = team AND user_id = ANY (people) AND verdict = 'rejected'
      UNION ALL SELECT generation_id FROM reviews WHERE team_id = team AND user_id = ANY (people) AND asked_at IS NOT NULL AND verdict IS NULL
    ) ORDER BY clip.id FOR NO KEY UPDATE OF clip
  ) AS held;
  PERFORM derive_verdicts(ids);
  RETURN QUERY SELECT unnest(ids);
END $$;
