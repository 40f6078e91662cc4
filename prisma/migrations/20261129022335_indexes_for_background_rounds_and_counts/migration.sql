-- CreateIndex
CREATE INDEX "generation_events_charged_twice" ON "generation_events"("id") WHERE (event = 'charged-twice'::text);

-- CreateIndex
CREATE INDEX "generations_clips" ON "generations"("project_id", "created_at" DESC, "id" DESC) WHERE ((deleted_at IS NULL) AND (status = 'ready'::"GenerationStatus"));

-- CreateIndex
CREATE INDEX "generations_usual_times" ON "generations"("team_id", "provider_account", "finished_at" DESC) WHERE (status = 'ready'::"GenerationStatus");

-- CreateIndex
CREATE INDEX "generations_finished" ON "generations"("finished_at") WHERE (status = 'ready'::"GenerationStatus");

-- CreateIndex
CREATE INDEX "generations_lost" ON "generations"("finished_at") WHERE ((status = 'expired'::"GenerationStatus") AND (error_code = 'archive'::text));
