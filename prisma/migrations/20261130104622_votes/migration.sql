-- What somebody chose among clips without knowing which was which.

-- CreateTable
CREATE TABLE "votes" (
    "team_id" UUID NOT NULL,
    "set_key" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "generation_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "votes_pkey" PRIMARY KEY ("team_id","set_key","user_id")
);

-- CreateIndex
CREATE INDEX "votes_team_id_generation_id_idx" ON "votes"("team_id", "generation_id");

-- CreateIndex
CREATE INDEX "votes_user_id_idx" ON "votes"("user_id");

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_team_id_generation_id_fkey" FOREIGN KEY ("team_id", "generation_id") REFERENCES "generations"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
