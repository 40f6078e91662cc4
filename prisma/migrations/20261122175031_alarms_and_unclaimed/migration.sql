-- CreateEnum
CREATE TYPE "AlarmLevel" AS ENUM ('notice', 'urgent', 'lastCall');

-- CreateEnum
CREATE TYPE "UnclaimedStatus" AS ENUM ('waiting', 'saving', 'saved', 'assigned', 'dismissed', 'gone');

-- AlterTable
ALTER TABLE "media" ADD COLUMN     "checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "damaged_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "alarms" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "level" "AlarmLevel" NOT NULL,
    "generation_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "alarms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unclaimed_tasks" (
    "id" UUID NOT NULL,
    "provider_account" TEXT NOT NULL,
    "provider_task_id" TEXT NOT NULL,
    "status" "UnclaimedStatus" NOT NULL,
    "facts" JSONB NOT NULL,
    "result_url" TEXT,
    "result_expires_at" TIMESTAMPTZ(3),
    "storage_key" TEXT,
    "mime_type" TEXT,
    "size_bytes" BIGINT,
    "sha256" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "next_action_at" TIMESTAMPTZ(3),
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "saved_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "generation_id" UUID,

    CONSTRAINT "unclaimed_tasks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alarms_raised_at_idx" ON "alarms"("raised_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "alarms_one_open" ON "alarms"("kind", "subject", "level") WHERE (cleared_at IS NULL);

-- CreateIndex
CREATE INDEX "unclaimed_tasks_due" ON "unclaimed_tasks"("next_action_at") WHERE ("next_action_at" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "unclaimed_tasks_provider_account_provider_task_id_key" ON "unclaimed_tasks"("provider_account", "provider_task_id");

-- CreateIndex
CREATE INDEX "media_checked_at_idx" ON "media"("checked_at" ASC);

-- AddForeignKey
ALTER TABLE "alarms" ADD CONSTRAINT "alarms_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
