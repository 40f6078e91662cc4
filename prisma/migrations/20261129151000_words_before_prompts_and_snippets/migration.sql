-- What a project puts before every prompt, and what it was when a clip was pressed. Constant defaults: no row is written anew.
-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "preamble" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "preamble" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "snippets" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "snippets_pkey" PRIMARY KEY ("id")
);

-- Of two people who save the same name at once, one is told.
-- CreateIndex
CREATE UNIQUE INDEX "snippets_team_id_name_key_key" ON "snippets"("team_id", "name_key");

-- AddForeignKey
ALTER TABLE "snippets" ADD CONSTRAINT "snippets_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snippets" ADD CONSTRAINT "snippets_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
