-- Elements: characters, places, props and voices that prompts name, in versions; and clips are found by them.
-- CreateEnum
CREATE TYPE "ElementKind" AS ENUM ('character', 'place', 'prop', 'voice');

-- AlterTable
ALTER TABLE "generation_inputs" ADD COLUMN     "element_version_id" UUID;

-- CreateTable
CREATE TABLE "elements" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "kind" "ElementKind" NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "consent" TEXT NOT NULL DEFAULT '',
    "consent_until" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "elements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "element_versions" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "element_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "created_by_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "element_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "element_files" (
    "team_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "asset_id" UUID NOT NULL,

    CONSTRAINT "element_files_pkey" PRIMARY KEY ("version_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "elements_team_id_id_key" ON "elements"("team_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "elements_name" ON "elements"("team_id", "name_key") WHERE ("deleted_at" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "element_versions_element_id_number_key" ON "element_versions"("element_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "element_versions_team_id_id_key" ON "element_versions"("team_id", "id");

-- CreateIndex
CREATE INDEX "element_files_asset_id_idx" ON "element_files"("asset_id");

-- CreateIndex
CREATE INDEX "generation_inputs_element" ON "generation_inputs"("element_version_id") WHERE ("element_version_id" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "elements" ADD CONSTRAINT "elements_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "elements" ADD CONSTRAINT "elements_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "element_versions" ADD CONSTRAINT "element_versions_team_id_element_id_fkey" FOREIGN KEY ("team_id", "element_id") REFERENCES "elements"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "element_versions" ADD CONSTRAINT "element_versions_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "element_files" ADD CONSTRAINT "element_files_team_id_version_id_fkey" FOREIGN KEY ("team_id", "version_id") REFERENCES "element_versions"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "element_files" ADD CONSTRAINT "element_files_team_id_asset_id_fkey" FOREIGN KEY ("team_id", "asset_id") REFERENCES "assets"("team_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation_inputs" ADD CONSTRAINT "generation_inputs_team_id_element_version_id_fkey" FOREIGN KEY ("team_id", "element_version_id") REFERENCES "element_versions"("team_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The whole function once more, with the elements of a clip; no clip has any so far.
CREATE OR REPLACE FUNCTION search_terms(clip generations) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE SET enable_seqscan = off AS $$
  SELECT array_to_tsvector(
    search_words(concat_ws(' ', clip.prompt, clip.name, clip.note, (
      SELECT string_agg(assets.name, ' ') FROM generation_inputs JOIN assets ON assets.id = generation_inputs.asset_id
      WHERE generation_inputs.generation_id = clip.id), (
      -- As they were called when it was asked for: a version never changes.
      SELECT string_agg(DISTINCT name, ' ') FROM generation_inputs JOIN element_versions ON element_versions.id = generation_inputs.element_version_id
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
    || ARRAY(SELECT DISTINCT '=element:' || element_id FROM generation_inputs JOIN element_versions ON element_versions.id = generation_inputs.element_version_id
      WHERE generation_inputs.generation_id = clip.id)
    || ARRAY(SELECT '=favourite:' || user_id FROM favourites WHERE favourites.generation_id = clip.id))
$$;
