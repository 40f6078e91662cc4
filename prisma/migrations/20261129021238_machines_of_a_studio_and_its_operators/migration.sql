-- AlterTable
ALTER TABLE "instances" ADD COLUMN     "former_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "join_code_hash" TEXT,
ADD COLUMN     "join_code_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "is_operator" BOOLEAN NOT NULL DEFAULT false;
