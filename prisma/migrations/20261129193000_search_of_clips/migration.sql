-- Clips are found by their words and by what they are, in one index that needs no extension. It lies in a table of its own, so that
-- the many changes of state of a clip never write it anew, and the database keeps it, so that no writer can forget it.

-- The words of a text, as they are looked for: small letters, one width. A script that writes without spaces is cut into
-- every two neighbours and its last character, so that any piece of it is found. Which characters divide words is said here and
-- not asked of the locale, which differs from server to server.
CREATE FUNCTION search_words(body text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH plain AS (SELECT lower(normalize(body, NFKC)) AS body),
  runs AS (
    SELECT row_number() OVER () AS run, part[1] AS body
    FROM plain, regexp_matches(plain.body, '[\u3005-\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]+', 'g') AS part
  ),
  pairs AS (
    SELECT letter || coalesce(lead(letter) OVER (PARTITION BY run ORDER BY place), '') AS word
    FROM runs, LATERAL string_to_table(runs.body, NULL) WITH ORDINALITY AS letters (letter, place)
  ),
  words AS (
    SELECT left(part[1], 60) AS word
    FROM plain, regexp_matches(plain.body, '[^\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF\u00D7\u00F7\u2000-\u206F\u3000-\u303F\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFE00-\uFE0F\uFEFF\U00020000-\U0003FFFF]+', 'g') AS part
    UNION ALL SELECT word FROM pairs
  )
  SELECT coalesce(array_agg(DISTINCT word COLLATE "C"), '{}') FROM words
$$;

-- What a person typed as a question to that index: a word begins like this, a character stands somewhere, and all of it is wanted.
-- A single letter, which begins half of all words, is looked for as a word, unless it is all that was typed.
CREATE FUNCTION search_query(body text, is_all boolean DEFAULT true) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH words AS (
    SELECT word, char_length(word) AS letters, word ~ '^[\u3005-\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]' AS is_piece, count(*) OVER () > 1 OR NOT is_all AS is_one_of_many FROM unnest(search_words(body)) AS word
  ),
  -- The last character of a piece is in the pair before it.
  asked AS (
    SELECT * FROM words
    WHERE NOT (is_piece AND letters = 1 AND EXISTS (SELECT 1 FROM words AS pair WHERE pair.is_piece AND pair.letters = 2 AND right(pair.word, 1) = words.word))
  )
  SELECT coalesce(string_agg(
    '''' || replace(replace(word, '\', '\\'), '''', '''''') || '''' ||
      CASE WHEN is_piece AND letters = 2 OR NOT is_piece AND letters = 1 AND is_one_of_many THEN '' ELSE ':*' END,
    ' & '), '')::tsquery FROM asked
$$;

-- How the states of a clip are told apart when one is looked for.
CREATE FUNCTION search_state(status "GenerationStatus") RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN status = 'ready' THEN 'ready' WHEN status = 'cancelled' THEN 'cancelled'
    WHEN status IN ('failed', 'refused', 'expired') THEN 'failed' ELSE 'open' END
$$;

-- How long a clip is, where lists are put in that order. A provider that slipped may have said any number; four digits are as far as a
-- place in a list is told.
CREATE FUNCTION search_seconds(clip generations) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT least(greatest(coalesce(clip.actual_duration, clip.duration_seconds, 0), 0), 9999)::smallint
$$;

-- Everything that a clip is found by. What begins with = is no word that anybody can type.
CREATE FUNCTION search_terms(clip generations) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(
    search_words(concat_ws(' ', clip.prompt, clip.name, (
      SELECT string_agg(assets.name, ' ') FROM generation_inputs JOIN assets ON assets.id = generation_inputs.asset_id
      WHERE generation_inputs.generation_id = clip.id)))
    || ARRAY[
      '=project:' || clip.project_id, '=state:' || search_state(clip.status), '=mode:' || clip.mode::text, '=model:' || clip.model,
      '=ratio:' || left(coalesce(clip.actual_ratio, clip.ratio), 60), '=resolution:' || left(coalesce(clip.actual_resolution, clip.resolution), 60),
      '=sound:' || CASE WHEN clip.sound THEN 'on' ELSE 'off' END, '=author:' || clip.created_by_id,
      '=verdict:' || coalesce(clip.verdict::text, 'none')]
    || array_remove(ARRAY['=seed:' || clip.seed, '=seed:' || clip.actual_seed], NULL)
    || ARRAY(SELECT '=rating:' || stars FROM generate_series(1, clip.rating) AS stars)
    || ARRAY(SELECT '=label:' || label_id FROM clip_labels WHERE clip_labels.generation_id = clip.id)
    || ARRAY(SELECT '=favourite:' || user_id FROM favourites WHERE favourites.generation_id = clip.id))
$$;

-- CreateTable
CREATE TABLE "clip_search" (
    "generation_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "rating" SMALLINT NOT NULL,
    "seconds" SMALLINT NOT NULL,
    "terms" tsvector NOT NULL,

    CONSTRAINT "clip_search_pkey" PRIMARY KEY ("generation_id")
);

-- Each clip that is there once; its indexes are made over all of them at once.
SET LOCAL maintenance_work_mem = '256MB';
INSERT INTO "clip_search" SELECT id, project_id, created_at, rating, search_seconds(generations), search_terms(generations) FROM "generations" WHERE deleted_at IS NULL;

-- CreateIndex
CREATE INDEX "clip_search_newest" ON "clip_search"("project_id", "created_at" DESC, "generation_id" DESC);

-- CreateIndex
CREATE INDEX "clip_search_rating" ON "clip_search"("project_id", "rating" DESC, "created_at" DESC, "generation_id" DESC);

-- CreateIndex
CREATE INDEX "clip_search_longest" ON "clip_search"("project_id", "seconds" DESC, "created_at" DESC, "generation_id" DESC);

-- What was added of late lies unsorted beside the index and is read by every search: a short list.
-- CreateIndex
CREATE INDEX "clip_search_terms" ON "clip_search" USING GIN ("terms") WITH (gin_pending_list_limit = 1024);

-- AddForeignKey
ALTER TABLE "clip_search" ADD CONSTRAINT "clip_search_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ANALYZE "clip_search";

-- Writes anew what these are found by; one in the trash is not found.
CREATE FUNCTION search_clips(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_search (generation_id, project_id, created_at, rating, seconds, terms)
  SELECT id, project_id, created_at, rating, search_seconds(generations), search_terms(generations) FROM generations WHERE id = ANY (ids) AND deleted_at IS NULL
  ON CONFLICT (generation_id) DO UPDATE
  SET project_id = excluded.project_id, created_at = excluded.created_at, rating = excluded.rating, seconds = excluded.seconds, terms = excluded.terms;
  DELETE FROM clip_search USING generations
  WHERE generations.id = ANY (ids) AND generations.deleted_at IS NOT NULL AND clip_search.generation_id = generations.id;
$$;

-- The same for the triggers. A clip that is found by less is better than one that cannot be saved: what its words or numbers do to the
-- index is told to the log. Whatever comes again by itself (a deadlock, a lock that was waited for too long) is not held up here.
CREATE FUNCTION try_search_clips(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_clips(ids);
EXCEPTION WHEN data_exception OR not_null_violation OR program_limit_exceeded THEN
  RAISE WARNING 'clips cannot be found by their terms: %, %', ids, SQLERRM;
END $$;

CREATE FUNCTION search_new_clips() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM try_search_clips((SELECT array_agg(id) FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION search_changed_clip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM try_search_clips(ARRAY[NEW.id]);
  RETURN NULL;
END $$;

-- For what is kept of a clip elsewhere: its files and its favourites.
CREATE FUNCTION search_clips_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM try_search_clips((SELECT array_agg(DISTINCT generation_id) FROM changed));
  RETURN NULL;
END $$;

-- A name that is gone altogether is in no question any more, however many clips had it: they stay as they are.
CREATE FUNCTION search_labelled_clips() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM try_search_clips((SELECT array_agg(DISTINCT generation_id) FROM changed JOIN labels ON labels.id = changed.label_id));
  RETURN NULL;
END $$;

CREATE TRIGGER search_new AFTER INSERT ON "generations" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_new_clips();
CREATE TRIGGER search_changed AFTER UPDATE OF "name", "rating", "verdict", "status", "project_id", "deleted_at", "created_at" ON "generations" FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.rating <> NEW.rating OR OLD.verdict IS DISTINCT FROM NEW.verdict OR OLD.project_id <> NEW.project_id
    OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at OR OLD.created_at <> NEW.created_at OR search_state(OLD.status) <> search_state(NEW.status))
  EXECUTE FUNCTION search_changed_clip();
CREATE TRIGGER search_inputs AFTER INSERT ON "generation_inputs" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_clips_of();
CREATE TRIGGER search_labelled AFTER INSERT ON "clip_labels" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_labelled_clips();
CREATE TRIGGER search_unlabelled AFTER DELETE ON "clip_labels" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_labelled_clips();
CREATE TRIGGER search_favourite AFTER INSERT ON "favourites" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_clips_of();
CREATE TRIGGER search_unfavourite AFTER DELETE ON "favourites" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_clips_of();

-- Questions that somebody keeps under a name, for themselves or for the team.
-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "find" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_views_shared" ON "saved_views"("team_id", "name_key") WHERE (is_shared = true);

-- CreateIndex
CREATE UNIQUE INDEX "saved_views_own" ON "saved_views"("team_id", "created_by_id", "name_key") WHERE (is_shared = false);

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
