-- As before, and asking what else takes a word away: whoever lost sight of a clip's project holds nothing up in it, because they can neither
-- look at it nor take back what they said. What they approved stays approved.
CREATE OR REPLACE FUNCTION derive_verdicts(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  WITH heard AS (
    SELECT reviews.generation_id, reviews.verdict, reviews.asked_at
    FROM reviews JOIN memberships USING (team_id, user_id) JOIN generations AS clip ON clip.id = reviews.generation_id
    WHERE reviews.generation_id = ANY (ids) AND memberships.role <> 'viewer'
      AND clip.project_id <> ALL (hidden_projects(memberships.team_id, memberships.user_id, memberships.role))
  )
  UPDATE generations AS clip SET verdict = CASE
    WHEN EXISTS (SELECT 1 FROM heard WHERE generation_id = clip.id AND heard.verdict = 'rejected') THEN 'rejected'::"ClipVerdict"
    WHEN EXISTS (SELECT 1 FROM heard WHERE generation_id = clip.id AND asked_at IS NOT NULL AND heard.verdict IS NULL) THEN NULL
    WHEN EXISTS (SELECT 1 FROM reviews WHERE generation_id = clip.id AND reviews.verdict = 'approved') THEN 'approved'::"ClipVerdict"
  END WHERE clip.id = ANY (ids)
$$;

-- The same after these people joined or left those who take part, in all projects or in one: for the clips that they held up, or hold up
-- again. What is locked stays as it is. Those clips are the answer, for whoever tells the pages.
DROP FUNCTION derive_verdicts_of(uuid, uuid[]);
CREATE FUNCTION derive_verdicts_of(team uuid, people uuid[], only_in uuid DEFAULT NULL) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[];
BEGIN
  SELECT array_agg(held.id) INTO ids FROM (
    SELECT clip.id FROM generations AS clip
    WHERE clip.locked_at IS NULL AND (only_in IS NULL OR clip.project_id = only_in) AND clip.id IN (
      SELECT generation_id FROM reviews WHERE team_id = team AND user_id = ANY (people) AND verdict = 'rejected'
      UNION ALL SELECT generation_id FROM reviews WHERE team_id = team AND user_id = ANY (people) AND asked_at IS NOT NULL AND verdict IS NULL
    ) ORDER BY clip.id FOR NO KEY UPDATE OF clip
  ) AS held;
  PERFORM derive_verdicts(ids);
  RETURN QUERY SELECT unnest(ids);
END $$;

-- Clips that were held up in projects which are closed already to whoever does.
SELECT derive_verdicts_of(member.team_id, ARRAY[member.user_id], hidden)
FROM memberships AS member CROSS JOIN LATERAL unnest(hidden_projects(member.team_id, member.user_id, member.role)) AS hidden;
