-- A clip is found by what the studio saw in it by itself, until somebody says that it is fine as it is.

-- Everything that a clip is found by. What begins with = is no word that anybody can type.
-- A session keeps its plans, also those that it made while a table was empty: none may read one from end to end.
CREATE OR REPLACE FUNCTION search_terms(clip generations) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE SET enable_seqscan = off AS $$
  SELECT array_to_tsvector(
    search_words(concat_ws(' ', clip.prompt, clip.name, clip.note, (
      SELECT string_agg(assets.name, ' ') FROM generation_inputs JOIN assets ON assets.id = generation_inputs.asset_id
      WHERE generation_inputs.generation_id = clip.id), (
      -- Without the ids of people; of a very long talk the newest words.
      SELECT left(string_agg(regexp_replace(text, '@\{[^}]*\}', ' ', 'g'), ' ' ORDER BY comments.created_at DESC, comments.id), 20000)
      FROM comments WHERE comments.generation_id = clip.id AND comments.deleted_at IS NULL)))
    || ARRAY[
      '=project:' || clip.project_id, '=state:' || search_state(clip.status), '=mode:' || clip.mode::text, '=model:' || clip.model,
      '=ratio:' || left(coalesce(clip.actual_ratio, clip.ratio), 60), '=resolution:' || left(coalesce(clip.actual_resolution, clip.resolution), 60),
      '=sound:' || CASE WHEN clip.sound THEN 'on' ELSE 'off' END, '=author:' || clip.created_by_id,
      '=verdict:' || coalesce(clip.verdict::text, 'none')]
    || array_remove(ARRAY['=seed:' || clip.seed, '=seed:' || clip.actual_seed], NULL)
    || ARRAY(SELECT '=rating:' || stars FROM generate_series(1, clip.rating) AS stars)
    || ARRAY(SELECT '=label:' || label_id FROM clip_labels WHERE clip_labels.generation_id = clip.id)
    || ARRAY(SELECT DISTINCT '=comments:' || said FROM comments, LATERAL unnest(ARRAY['any', CASE WHEN parent_id IS NULL AND resolved_at IS NULL THEN 'open' END]) AS said
      WHERE comments.generation_id = clip.id AND comments.deleted_at IS NULL AND said IS NOT NULL)
    || ARRAY(SELECT DISTINCT '=findings:' || left(said, 60) FROM clip_checks, LATERAL jsonb_path_query(findings, '$[*].kind') AS found (kind), LATERAL unnest(ARRAY['any', kind #>> '{}']) AS said
      WHERE clip_checks.generation_id = clip.id AND dismissed_at IS NULL AND said IS NOT NULL)
    || ARRAY(SELECT '=favourite:' || user_id FROM favourites WHERE favourites.generation_id = clip.id))
$$;

CREATE FUNCTION search_checked_clip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM try_search_clips(ARRAY[NEW.generation_id]);
  RETURN NULL;
END $$;

-- A new row has findings where a backup comes back.
CREATE TRIGGER search_checked AFTER INSERT ON "clip_checks" FOR EACH ROW WHEN (NEW.findings <> '[]') EXECUTE FUNCTION search_checked_clip();
CREATE TRIGGER search_check_changed AFTER UPDATE OF "findings", "dismissed_at" ON "clip_checks" FOR EACH ROW
  WHEN (OLD.findings <> NEW.findings OR (OLD.dismissed_at IS NULL) <> (NEW.dismissed_at IS NULL)) EXECUTE FUNCTION search_checked_clip();

-- Only those in which something was found are found by more than before.
SELECT search_clips(ARRAY(SELECT generation_id FROM "clip_checks" WHERE findings <> '[]' AND dismissed_at IS NULL));
