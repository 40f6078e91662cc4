-- AlterTable
ALTER TABLE "instances" ADD COLUMN     "former_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "join_code_hash" TEXT,
ADD COLUMN     "join_code_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "is_operator" BOOLEAN NOT NULL DEFAULT false;

-- Until now the owners of the first team ran the studio.
UPDATE "users" SET "is_operator" = true WHERE "id" IN (
  SELECT "user_id" FROM "memberships" WHERE "role" = 'owner' AND "team_id" = (SELECT "id" FROM "teams" ORDER BY "created_at", "id" LIMIT 1)
);
