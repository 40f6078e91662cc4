-- Which of the clips of one recipe is its face: the one that was approved, else the best rated, else the newest, and one whose reviewers
-- want changes only where there is no other. Asked for each clip of a list whose takes are stacked, it is one probe of an index, however
-- many takes there are. The function says the order once, for the index and for whoever asks.
CREATE FUNCTION take_standing(verdict "ClipVerdict") RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE verdict WHEN 'approved' THEN 0 WHEN 'rejected' THEN 2 ELSE 1 END
$$;

CREATE INDEX "generations_faces" ON "generations"("project_id", "recipe_key", take_standing("verdict"), "rating" DESC, "created_at" DESC, "id" DESC)
  WHERE ((recipe_key IS NOT NULL) AND (deleted_at IS NULL) AND (status = 'ready'::"GenerationStatus"));
