-- The library: tags, folders, favourites and the trash of brought files, where they were used, and what they are found by.

-- AlterTable
ALTER TABLE "assets" ADD COLUMN "folder" TEXT;

-- CreateTable
CREATE TABLE "asset_search" (
    "asset_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,
    "name_key" TEXT COLLATE "C" NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "terms" tsvector NOT NULL,

    CONSTRAINT "asset_search_pkey" PRIMARY KEY ("asset_id")
);

-- CreateTable
CREATE TABLE "asset_uses" (
    "team_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asset_uses_pkey" PRIMARY KEY ("asset_id","project_id")
);

-- CreateTable
CREATE TABLE "asset_labels" (
    "team_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "label_id" UUID NOT NULL,

    CONSTRAINT "asset_labels_pkey" PRIMARY KEY ("asset_id","label_id")
);

-- CreateTable
CREATE TABLE "asset_favourites" (
    "team_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_favourites_pkey" PRIMARY KEY ("asset_id","user_id")
);

-- CreateIndex
CREATE INDEX "assets_deleted" ON "assets"("deleted_at") WHERE ("deleted_at" IS NOT NULL);

-- CreateIndex
CREATE INDEX "asset_labels_label_id_asset_id_idx" ON "asset_labels"("label_id", "asset_id");

-- CreateIndex
CREATE INDEX "asset_favourites_user_id_asset_id_idx" ON "asset_favourites"("user_id", "asset_id");

-- AddForeignKey
ALTER TABLE "asset_search" ADD CONSTRAINT "asset_search_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_uses" ADD CONSTRAINT "asset_uses_team_id_asset_id_fkey" FOREIGN KEY ("team_id", "asset_id") REFERENCES "assets"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_uses" ADD CONSTRAINT "asset_uses_team_id_project_id_fkey" FOREIGN KEY ("team_id", "project_id") REFERENCES "projects"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_labels" ADD CONSTRAINT "asset_labels_team_id_asset_id_fkey" FOREIGN KEY ("team_id", "asset_id") REFERENCES "assets"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_labels" ADD CONSTRAINT "asset_labels_team_id_label_id_fkey" FOREIGN KEY ("team_id", "label_id") REFERENCES "labels"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_favourites" ADD CONSTRAINT "asset_favourites_team_id_asset_id_fkey" FOREIGN KEY ("team_id", "asset_id") REFERENCES "assets"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_favourites" ADD CONSTRAINT "asset_favourites_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything that a file is found by. What begins with = is no word that anybody can type.
CREATE FUNCTION search_asset_terms(asset assets) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(
    search_words(concat_ws(' ', asset.name, asset.folder))
    || ARRAY['=kind:' || asset.kind::text, '=author:' || asset.created_by_id]
    || array_remove(ARRAY['=folder:' || lower(normalize(asset.folder, NFKC))], NULL)
    || ARRAY(SELECT '=label:' || label_id FROM asset_labels WHERE asset_labels.asset_id = asset.id)
    || ARRAY(SELECT '=favourite:' || user_id FROM asset_favourites WHERE asset_favourites.asset_id = asset.id))
$$;

-- Writes anew what these are found by; one that has not come, or lies in the trash, is not found.
CREATE FUNCTION search_assets(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO asset_search (asset_id, team_id, created_at, used_at, name_key, size_bytes, terms)
  SELECT id, team_id, created_at,
    coalesce((SELECT max(used_at) FROM asset_uses WHERE asset_uses.asset_id = assets.id), created_at),
    left(lower(normalize(name, NFKC)), 200), size_bytes, search_asset_terms(assets)
  FROM assets WHERE id = ANY (ids) AND status = 'ready' AND deleted_at IS NULL ORDER BY id
  ON CONFLICT (asset_id) DO UPDATE
  SET name_key = excluded.name_key, size_bytes = excluded.size_bytes, created_at = excluded.created_at, terms = excluded.terms;
  DELETE FROM asset_search USING assets
  WHERE assets.id = ANY (ids) AND (assets.status <> 'ready' OR assets.deleted_at IS NOT NULL) AND asset_search.asset_id = assets.id;
$$;

-- As for clips: a file that is found by less is better than one that cannot be kept.
CREATE FUNCTION try_search_assets(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_assets(ids);
EXCEPTION WHEN data_exception OR not_null_violation OR program_limit_exceeded THEN
  RAISE WARNING 'files cannot be found by their terms: %, %', ids, SQLERRM;
END $$;

CREATE FUNCTION search_new_assets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM try_search_assets((SELECT array_agg(id) FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION search_changed_asset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM try_search_assets(ARRAY[NEW.id]);
  RETURN NULL;
END $$;

CREATE FUNCTION search_assets_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM try_search_assets((SELECT array_agg(DISTINCT asset_id) FROM changed));
  RETURN NULL;
END $$;

-- A name that is gone altogether is in no question any more.
CREATE FUNCTION search_labelled_assets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM try_search_assets((SELECT array_agg(DISTINCT asset_id) FROM changed JOIN labels ON labels.id = changed.label_id));
  RETURN NULL;
END $$;

-- A press says where its files are used: one row for each file and project, however many clips there are.
CREATE FUNCTION use_assets(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO asset_uses (team_id, asset_id, project_id, used_at)
  SELECT input.team_id, input.asset_id, clip.project_id, max(clip.created_at)
  FROM generation_inputs AS input JOIN generations AS clip ON clip.id = input.generation_id
  WHERE clip.id = ANY (ids) GROUP BY 1, 2, 3 ORDER BY 2, 3
  ON CONFLICT (asset_id, project_id) DO UPDATE SET used_at = greatest(asset_uses.used_at, excluded.used_at);
  UPDATE asset_search SET used_at = used.at FROM (
    SELECT input.asset_id, max(clip.created_at) AS at
    FROM generation_inputs AS input JOIN generations AS clip ON clip.id = input.generation_id
    WHERE clip.id = ANY (ids) GROUP BY 1
  ) AS used WHERE asset_search.asset_id = used.asset_id AND asset_search.used_at < used.at;
$$;

CREATE FUNCTION use_new_inputs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM use_assets((SELECT array_agg(DISTINCT generation_id) FROM changed));
  RETURN NULL;
END $$;

CREATE FUNCTION use_in_other_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM use_assets(ARRAY[NEW.id]);
  RETURN NULL;
END $$;

-- What there is already; the indexes are made over all of it at once.
INSERT INTO "asset_uses" ("team_id", "asset_id", "project_id", "used_at")
SELECT input.team_id, input.asset_id, clip.project_id, max(clip.created_at)
FROM "generation_inputs" AS input JOIN "generations" AS clip ON clip.id = input.generation_id GROUP BY 1, 2, 3;
SELECT search_assets(ARRAY(SELECT "id" FROM "assets"));

-- CreateIndex
CREATE INDEX "asset_search_newest" ON "asset_search"("team_id", "created_at" DESC, "asset_id" DESC);

-- CreateIndex
CREATE INDEX "asset_search_used" ON "asset_search"("team_id", "used_at" DESC, "asset_id" DESC);

-- CreateIndex
CREATE INDEX "asset_search_name" ON "asset_search"("team_id", "name_key", "asset_id");

-- CreateIndex
CREATE INDEX "asset_search_size" ON "asset_search"("team_id", "size_bytes" DESC, "asset_id" DESC);

ANALYZE "asset_search";

CREATE TRIGGER search_new AFTER INSERT ON "assets" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_new_assets();
CREATE TRIGGER search_changed AFTER UPDATE OF "name", "folder", "kind", "status", "size_bytes", "deleted_at", "created_at" ON "assets" FOR EACH ROW
  WHEN (OLD.name <> NEW.name OR OLD.folder IS DISTINCT FROM NEW.folder OR OLD.kind <> NEW.kind OR OLD.status <> NEW.status
    OR OLD.size_bytes <> NEW.size_bytes OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at OR OLD.created_at <> NEW.created_at)
  EXECUTE FUNCTION search_changed_asset();
CREATE TRIGGER search_labelled AFTER INSERT ON "asset_labels" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_labelled_assets();
CREATE TRIGGER search_unlabelled AFTER DELETE ON "asset_labels" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_labelled_assets();
CREATE TRIGGER search_favourite AFTER INSERT ON "asset_favourites" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_assets_of();
CREATE TRIGGER search_unfavourite AFTER DELETE ON "asset_favourites" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_assets_of();
CREATE TRIGGER use_assets AFTER INSERT ON "generation_inputs" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION use_new_inputs();
CREATE TRIGGER use_assets AFTER UPDATE OF "project_id" ON "generations" FOR EACH ROW
  WHEN (OLD.project_id <> NEW.project_id) EXECUTE FUNCTION use_in_other_project();
