-- What each person is told, and where they want to hear of it.

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "time_zone" TEXT;

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "project_id" UUID,
    "generation_id" UUID,
    "comment_id" UUID,
    "actor_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "is_listed" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    "mail_due_at" TIMESTAMPTZ(3),
    "mail_begun_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_choices" (
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "is_listed" BOOLEAN NOT NULL,
    "mail" TEXT NOT NULL,

    CONSTRAINT "notification_choices_pkey" PRIMARY KEY ("user_id","kind")
);

-- CreateIndex
CREATE INDEX "notifications_listed" ON "notifications"("team_id", "user_id", "created_at" DESC) WHERE (is_listed);

-- CreateIndex
CREATE INDEX "notifications_unread" ON "notifications"("team_id", "user_id") WHERE (is_listed AND (read_at IS NULL));

-- CreateIndex
CREATE INDEX "notifications_to_mail" ON "notifications"("mail_due_at") WHERE ("mail_due_at" IS NOT NULL);

-- CreateIndex
CREATE INDEX "notifications_created_at_idx" ON "notifications"("created_at");

-- CreateIndex
CREATE INDEX "notifications_generation_id_idx" ON "notifications"("generation_id");

-- CreateIndex
CREATE INDEX "notifications_project_id_idx" ON "notifications"("project_id");

-- CreateIndex
CREATE INDEX "notifications_comment" ON "notifications"("comment_id") WHERE ("comment_id" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_user_id_key_key" ON "notifications"("user_id", "key");

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_team_id_user_id_fkey" FOREIGN KEY ("team_id", "user_id") REFERENCES "memberships"("team_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_team_id_project_id_fkey" FOREIGN KEY ("team_id", "project_id") REFERENCES "projects"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_team_id_comment_id_fkey" FOREIGN KEY ("team_id", "comment_id") REFERENCES "comments"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_choices" ADD CONSTRAINT "notification_choices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The next time that it is this hour where somebody is. A zone that nobody knows any more is no reason to fail.
CREATE FUNCTION next_morning(zone text, hour int) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  here timestamp;
BEGIN
  BEGIN
    here := now() AT TIME ZONE coalesce(zone, 'UTC');
  EXCEPTION WHEN invalid_parameter_value THEN
    zone := 'UTC';
    here := now() AT TIME ZONE zone;
  END;
  RETURN (date_trunc('day', here) + hour * interval '1 hour'
    + CASE WHEN extract(hour FROM here) >= hour THEN interval '1 day' ELSE interval '0' END) AT TIME ZONE coalesce(zone, 'UTC');
END $$;
