-- How many of a project's last clips were refused, and for what: the newest hundred, deleted ones too, because people tidy
-- refusals away. Only what was judged is in it.
-- CreateIndex
CREATE INDEX "generations_judged" ON "generations"("project_id", "finished_at" DESC) WHERE (status = ANY (ARRAY['ready'::"GenerationStatus", 'refused'::"GenerationStatus"]));
