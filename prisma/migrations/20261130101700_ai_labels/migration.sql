-- Which marks of AI-made pictures the downloads of a project carry, and the copies of clips that show one in the picture.

-- CreateEnum
CREATE TYPE "LabelPolicy" AS ENUM ('off', 'eu', 'china', 'both');

-- AlterEnum
ALTER TYPE "FileVariant" ADD VALUE 'labelled';

-- AlterTable
ALTER TABLE "projects" ADD COLUMN "ai_labels" "LabelPolicy" NOT NULL DEFAULT 'off';
