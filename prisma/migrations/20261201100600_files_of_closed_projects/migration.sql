-- What was taken from a clip, or was made as a picture, is as closed as its project.

-- Whether this file of the library comes from one of these projects and is nowhere else: once it was used for a clip of another project, or
-- is one of an element, it is the team's like any other.
CREATE FUNCTION file_lies_in_projects(file uuid, hidden uuid[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (
      EXISTS (SELECT 1 FROM assets JOIN generations AS clip ON clip.id = assets.from_generation_id
        WHERE assets.id = file AND clip.project_id = ANY (hidden))
      OR EXISTS (SELECT 1 FROM made_pictures WHERE project_id = ANY (hidden)
        AND (made_pictures.id = file OR made_pictures.id = (SELECT from_asset_id FROM assets WHERE assets.id = file)))
    )
    AND NOT EXISTS (SELECT 1 FROM asset_uses WHERE asset_id = file AND project_id <> ALL (hidden))
    AND NOT EXISTS (SELECT 1 FROM element_files WHERE asset_id = file)
$$;

-- Whether any of these ids is one of these projects, or of something that lies in one.
CREATE OR REPLACE FUNCTION lies_in_projects(ids uuid[], hidden uuid[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT ids && hidden
    OR EXISTS (SELECT 1 FROM generations WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM sequences WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM sequence_exports AS film JOIN sequences ON sequences.id = film.sequence_id
      WHERE film.id = ANY (ids) AND sequences.project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM comments JOIN generations AS clip ON clip.id = comments.generation_id
      WHERE comments.id = ANY (ids) AND clip.project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM labels WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM unnest(ids) AS file WHERE file_lies_in_projects(file, hidden))
    OR EXISTS (SELECT 1 FROM projects JOIN generations AS clip ON clip.team_id = projects.team_id AND clip.project_id = projects.id
      WHERE projects.id = ANY (hidden) AND clip.press_id = ANY (ids))
$$;
