-- Who made a project says whom it is open to, beside those who see all: of earlier projects nobody knows it.

-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "created_by_id" UUID;

-- AddForeignKey
ALTER TABLE "projects" ADD CONSTRAINT "projects_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Whether a film shows a clip of one of these projects: it may lie in another one itself.
CREATE FUNCTION film_shows_projects(timeline jsonb, hidden uuid[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM jsonb_array_elements(CASE jsonb_typeof(timeline -> 'items') WHEN 'array' THEN timeline -> 'items' ELSE '[]'::jsonb END) AS item
      JOIN generations AS clip ON clip.id::text = item ->> 'generationId'
    WHERE clip.project_id = ANY (hidden))
$$;

-- As before, and films that were made before one of their clips' projects was closed.
CREATE OR REPLACE FUNCTION lies_in_projects(ids uuid[], hidden uuid[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT ids && hidden
    OR EXISTS (SELECT 1 FROM generations WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM sequences WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM sequence_exports AS film JOIN sequences ON sequences.id = film.sequence_id
      WHERE film.id = ANY (ids) AND (sequences.project_id = ANY (hidden) OR film_shows_projects(film.timeline, hidden)))
    OR EXISTS (SELECT 1 FROM comments JOIN generations AS clip ON clip.id = comments.generation_id
      WHERE comments.id = ANY (ids) AND clip.project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM labels WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM unnest(ids) AS file WHERE file_lies_in_projects(file, hidden))
    OR EXISTS (SELECT 1 FROM projects JOIN generations AS clip ON clip.team_id = projects.team_id AND clip.project_id = projects.id
      WHERE projects.id = ANY (hidden) AND clip.press_id = ANY (ids))
$$;
