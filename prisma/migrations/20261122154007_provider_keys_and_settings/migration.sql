-- CreateTable
CREATE TABLE "provider_keys" (
    "account" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "ciphertext" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_keys_pkey" PRIMARY KEY ("account")
);

-- CreateTable
CREATE TABLE "provider_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "active_account" TEXT,
    "api_style" TEXT,
    "asset_host" TEXT,
    "prices" JSONB,
    "updated_by_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_settings_pkey" PRIMARY KEY ("id")
);
