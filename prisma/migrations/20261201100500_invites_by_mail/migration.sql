-- Whom an invitation was sent to, and which private projects it opens.

-- AlterTable
ALTER TABLE "invites" ADD COLUMN     "email" TEXT,
ADD COLUMN     "project_ids" UUID[] DEFAULT ARRAY[]::UUID[];
