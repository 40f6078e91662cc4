-- Projects that are open to chosen people alone.

-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "is_private" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "project_members" (
    "team_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "project_members_pkey" PRIMARY KEY ("project_id","user_id")
);

-- CreateIndex
CREATE INDEX "project_members_team_id_user_id_idx" ON "project_members"("team_id", "user_id");

-- CreateIndex
CREATE INDEX "projects_private" ON "projects"("team_id") WHERE is_private;

-- AddForeignKey
ALTER TABLE "project_members" ADD CONSTRAINT "project_members_team_id_project_id_fkey" FOREIGN KEY ("team_id", "project_id") REFERENCES "projects"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_members" ADD CONSTRAINT "project_members_team_id_user_id_fkey" FOREIGN KEY ("team_id", "user_id") REFERENCES "memberships"("team_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The one place that says which projects of a team are not open to one of its members: private ones that they were not chosen for. Owners
-- and admins see all.
CREATE FUNCTION hidden_projects(team uuid, person uuid, as_role "Role") RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN as_role IN ('owner', 'admin') THEN '{}'::uuid[] ELSE ARRAY(
    SELECT project.id FROM projects AS project
    WHERE project.team_id = team AND project.is_private AND NOT EXISTS (
      SELECT 1 FROM project_members AS chosen WHERE chosen.project_id = project.id AND chosen.user_id = person)
  ) END
$$;

-- Whether any of these ids is one of these projects, or of something that lies in one.
CREATE FUNCTION lies_in_projects(ids uuid[], hidden uuid[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT ids && hidden
    OR EXISTS (SELECT 1 FROM generations WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM sequences WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM sequence_exports AS film JOIN sequences ON sequences.id = film.sequence_id
      WHERE film.id = ANY (ids) AND sequences.project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM comments JOIN generations AS clip ON clip.id = comments.generation_id
      WHERE comments.id = ANY (ids) AND clip.project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM labels WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM made_pictures WHERE id = ANY (ids) AND project_id = ANY (hidden))
    OR EXISTS (SELECT 1 FROM projects JOIN generations AS clip ON clip.team_id = projects.team_id AND clip.project_id = projects.id
      WHERE projects.id = ANY (hidden) AND clip.press_id = ANY (ids))
$$;
