-- What a team wants to remember of a clip. It is found by its words, and by what people said of it.

-- AlterTable
ALTER TABLE "generations" ADD COLUMN "note" TEXT NOT NULL DEFAULT '';

-- Everything that a clip is found by. What begins with = is no word that anybody can type.
CREATE OR REPLACE FUNCTION search_terms(clip generations) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
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
    || ARRAY(SELECT '=favourite:' || user_id FROM favourites WHERE favourites.generation_id = clip.id))
$$;

DROP TRIGGER search_changed ON "generations";
CREATE TRIGGER search_changed AFTER UPDATE OF "name", "note", "rating", "verdict", "status", "project_id", "deleted_at", "created_at" ON "generations" FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.note <> NEW.note OR OLD.rating <> NEW.rating OR OLD.verdict IS DISTINCT FROM NEW.verdict OR OLD.project_id <> NEW.project_id
    OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at OR OLD.created_at <> NEW.created_at OR search_state(OLD.status) <> search_state(NEW.status))
  EXECUTE FUNCTION search_changed_clip();
CREATE TRIGGER search_commented AFTER INSERT ON "comments" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_clips_of();
CREATE TRIGGER search_comment_changed AFTER UPDATE ON "comments" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_clips_of();
CREATE TRIGGER search_comment_gone AFTER DELETE ON "comments" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_clips_of();

-- Only those that anybody said something of are found by more than before.
SELECT search_clips(ARRAY(SELECT DISTINCT generation_id FROM "comments"));
