-- What the audit page of a team tells: what something was done to, and copies of what happened to members' accounts.

-- AlterTable
ALTER TABLE "access_events" ADD COLUMN     "detail" JSONB,
ADD COLUMN     "is_copy" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "subject" TEXT;

-- CreateIndex
CREATE INDEX "access_events_team_id_id_idx" ON "access_events"("team_id", "id" DESC);

-- Rows are still added and never changed, whoever asks. They go when their time is over, in the worker's sweep alone.
CREATE OR REPLACE FUNCTION refuse_change_of_access_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('dailies.forgets_access', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'access_events is append-only';
END $$;
