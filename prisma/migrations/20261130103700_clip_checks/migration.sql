-- What the studio saw when it looked through a finished clip by itself.
-- CreateTable
CREATE TABLE "clip_checks" (
    "generation_id" UUID NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "checked_at" TIMESTAMPTZ(3),
    "findings" JSONB NOT NULL DEFAULT '[]',
    "peaks" BYTEA,
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "clip_checks_pkey" PRIMARY KEY ("generation_id")
);

-- Clips from before are looked through as well, the newest first, behind all that come.
INSERT INTO "clip_checks" ("generation_id", "next_at") SELECT "id", coalesce("finished_at", "created_at") FROM "generations" WHERE "status" = 'ready' AND "deleted_at" IS NULL;

-- CreateIndex
CREATE INDEX "clip_checks_due" ON "clip_checks"("next_at" DESC) WHERE (next_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "clip_checks" ADD CONSTRAINT "clip_checks_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ANALYZE "clip_checks";
