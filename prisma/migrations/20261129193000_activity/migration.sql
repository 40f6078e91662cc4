-- Who did what with the clips of a project. Rows are added, and never changed; they go with their clip.

-- CreateTable
CREATE TABLE "activities" (
    "id" BIGSERIAL NOT NULL,
    "team_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "activities_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "activities_project_id_id_idx" ON "activities"("project_id", "id" DESC);

-- CreateIndex
CREATE INDEX "activities_generation_id_idx" ON "activities"("generation_id");

-- AddForeignKey
ALTER TABLE "activities" ADD CONSTRAINT "activities_team_id_project_id_fkey" FOREIGN KEY ("team_id", "project_id") REFERENCES "projects"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activities" ADD CONSTRAINT "activities_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activities" ADD CONSTRAINT "activities_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION refuse_change_of_activities() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'activities is append-only';
END $$;
CREATE TRIGGER activities_append_only BEFORE UPDATE ON "activities" FOR EACH ROW EXECUTE FUNCTION refuse_change_of_activities();

-- What was said of clips before this table was there.
INSERT INTO "activities" ("team_id", "project_id", "generation_id", "actor_id", "kind", "created_at")
SELECT clip.team_id, clip.project_id, clip.id, said.user_id, said.verdict::text, said.said_at
FROM "reviews" AS said JOIN "generations" AS clip ON clip.id = said.generation_id
WHERE said.verdict IS NOT NULL AND said.said_at IS NOT NULL ORDER BY said.said_at;
