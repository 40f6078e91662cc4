-- Viewers of teams whose owners let viewers comment and approve are reviewers, and whoever is invited as one of them will be.
UPDATE "memberships" SET "role" = 'reviewer' FROM "teams"
WHERE "teams"."id" = "memberships"."team_id" AND "teams"."viewers_may_review" AND "memberships"."role" = 'viewer';

UPDATE "invites" SET "role" = 'reviewer' FROM "teams"
WHERE "teams"."id" = "invites"."team_id" AND "teams"."viewers_may_review" AND "invites"."role" = 'viewer' AND "invites"."accepted_at" IS NULL;

-- As before, with the role alone: whoever left, or may only look by now (as `mayReview` says), holds nothing up.
CREATE OR REPLACE FUNCTION derive_verdicts(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  WITH heard AS (
    SELECT reviews.generation_id, reviews.verdict, reviews.asked_at
    FROM reviews JOIN memberships USING (team_id, user_id)
    WHERE reviews.generation_id = ANY (ids) AND memberships.role <> 'viewer'
  )
  UPDATE generations AS clip SET verdict = CASE
    WHEN EXISTS (SELECT 1 FROM heard WHERE generation_id = clip.id AND heard.verdict = 'rejected') THEN 'rejected'::"ClipVerdict"
    WHEN EXISTS (SELECT 1 FROM heard WHERE generation_id = clip.id AND asked_at IS NOT NULL AND heard.verdict IS NULL) THEN NULL
    WHEN EXISTS (SELECT 1 FROM reviews WHERE generation_id = clip.id AND reviews.verdict = 'approved') THEN 'approved'::"ClipVerdict"
  END WHERE clip.id = ANY (ids)
$$;

-- AlterTable
ALTER TABLE "teams" DROP COLUMN "viewers_may_review";
