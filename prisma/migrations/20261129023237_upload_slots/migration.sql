-- AlterTable
ALTER TABLE "asset_registrations" ADD COLUMN     "group_name" TEXT;

-- AlterTable
ALTER TABLE "provider_accounts" ADD COLUMN     "next_upload_at" TIMESTAMPTZ(3),
ADD COLUMN     "slow_uploads_until" TIMESTAMPTZ(3),
ALTER COLUMN "tokens" SET DEFAULT 20;
