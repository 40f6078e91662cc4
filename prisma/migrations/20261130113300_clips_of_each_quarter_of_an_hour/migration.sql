-- How many clips of a project were made in each quarter of an hour: no time zone's day begins inside of one, so the days of every reader
-- are sums of these, and nobody counts a million clips to draw a scale of days. Kept by the database with what clips are found by.
-- CreateTable
CREATE TABLE "clip_counts" (
    "project_id" UUID NOT NULL,
    "quarter" TIMESTAMPTZ(3) NOT NULL,
    "clips" INTEGER NOT NULL,

    CONSTRAINT "clip_counts_pkey" PRIMARY KEY ("project_id","quarter")
);

-- AddForeignKey
ALTER TABLE "clip_counts" ADD CONSTRAINT "clip_counts_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION quarter_of(moment timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT date_bin('15 minutes', moment, timestamptz '2000-01-01 00:00:00+00')
$$;

INSERT INTO "clip_counts" SELECT project_id, quarter_of(created_at), count(*) FROM "clip_search" GROUP BY 1, 2;

-- What clips are found by is written by two statements, of which mostly one does nothing. A statement takes its quarters in one order, so that two that each take several do not wait for each other in a ring. A transaction of several statements, or of many clips that are changed row by row (trash, moves), may: then Postgres ends one of the two, and it is done again.
CREATE FUNCTION count_new_clips() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM changed) THEN RETURN NULL; END IF;
  INSERT INTO clip_counts AS known (project_id, quarter, clips)
  SELECT project_id, quarter_of(created_at), count(*) FROM changed GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (project_id, quarter) DO UPDATE SET clips = known.clips + excluded.clips;
  RETURN NULL;
END $$;

-- Where the project went with its clips, its counts are gone as well.
CREATE FUNCTION count_gone_clips() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM changed) THEN RETURN NULL; END IF;
  PERFORM 1 FROM clip_counts WHERE (project_id, quarter) IN (SELECT project_id, quarter_of(created_at) FROM changed) ORDER BY project_id, quarter FOR UPDATE;
  UPDATE clip_counts SET clips = clip_counts.clips - gone.clips
  FROM (SELECT project_id, quarter_of(created_at) AS quarter, count(*) AS clips FROM changed GROUP BY 1, 2) AS gone
  WHERE clip_counts.project_id = gone.project_id AND clip_counts.quarter = gone.quarter;
  RETURN NULL;
END $$;

-- To another project, or to another moment: what clips are found by changes often, these seldom.
CREATE FUNCTION count_moved_clip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE clip_counts SET clips = clips - 1 WHERE project_id = OLD.project_id AND quarter = quarter_of(OLD.created_at);
  INSERT INTO clip_counts AS known (project_id, quarter, clips) VALUES (NEW.project_id, quarter_of(NEW.created_at), 1)
  ON CONFLICT (project_id, quarter) DO UPDATE SET clips = known.clips + 1;
  RETURN NULL;
END $$;

CREATE TRIGGER count_new AFTER INSERT ON "clip_search" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_new_clips();
CREATE TRIGGER count_gone AFTER DELETE ON "clip_search" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_gone_clips();
CREATE TRIGGER count_moved AFTER UPDATE OF "project_id", "created_at" ON "clip_search" FOR EACH ROW
  WHEN (OLD.project_id <> NEW.project_id OR OLD.created_at <> NEW.created_at) EXECUTE FUNCTION count_moved_clip();
