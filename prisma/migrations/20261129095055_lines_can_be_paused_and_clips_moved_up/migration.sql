-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "moved_up_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "line_pauses" (
    "team_id" UUID NOT NULL,
    "whose" UUID NOT NULL,
    "paused_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "line_pauses_pkey" PRIMARY KEY ("team_id","whose")
);

-- AddForeignKey
ALTER TABLE "line_pauses" ADD CONSTRAINT "line_pauses_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;
