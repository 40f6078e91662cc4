-- AlterTable
CREATE SEQUENCE provider_settings_id_seq START WITH 2; -- 1 is the studio's own row
ALTER TABLE "provider_settings" ADD COLUMN     "is_shared" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "team_id" UUID,
ALTER COLUMN "id" SET DEFAULT nextval('provider_settings_id_seq');
ALTER SEQUENCE provider_settings_id_seq OWNED BY "provider_settings"."id";

-- CreateIndex
CREATE UNIQUE INDEX "provider_settings_team_id_key" ON "provider_settings"("team_id");

-- AddForeignKey
ALTER TABLE "provider_settings" ADD CONSTRAINT "provider_settings_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "provider_settings" ADD CONSTRAINT "provider_settings_studio_is_one" CHECK (("id" = 1) = ("team_id" IS NULL));
