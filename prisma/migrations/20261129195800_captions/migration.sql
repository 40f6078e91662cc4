-- CreateTable
CREATE TABLE "captions" (
    "team_id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "captions_pkey" PRIMARY KEY ("team_id","generation_id")
);

-- AddForeignKey
ALTER TABLE "captions" ADD CONSTRAINT "captions_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
