-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "again_of_id" UUID,
ADD COLUMN     "made_from_id" UUID,
ALTER COLUMN "seed" SET DATA TYPE BIGINT;

-- "Submit again" was an event that named the key of the press; the row that this press made now says it itself.
UPDATE "generations" AS made SET "again_of_id" = said.generation_id, "made_from_id" = said.generation_id
FROM (
  SELECT DISTINCT ON (event.generation_id) event.generation_id, original.team_id, event.detail->>'key' AS key
  FROM "generation_events" AS event JOIN "generations" AS original ON original.id = event.generation_id
  WHERE event.event = 'submit-again'
  ORDER BY event.generation_id, event.id DESC
) AS said
WHERE made.team_id = said.team_id AND made.idempotency_key::text = said.key;

-- A twin was named by an event only.
UPDATE "generations" AS twin SET "made_from_id" = (event.detail->>'of')::uuid
FROM "generation_events" AS event
WHERE event.event = 'second-task' AND event.generation_id = twin.id
  AND EXISTS (SELECT 1 FROM "generations" AS original WHERE original.id::text = event.detail->>'of');

-- The key of a press is the id of its row from here on.
DROP INDEX "generations_team_id_idempotency_key_key";
ALTER TABLE "generations" DROP COLUMN "idempotency_key";

-- CreateIndex
CREATE INDEX "generations_made_from" ON "generations"("made_from_id") WHERE ("made_from_id" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "generations_again_of" ON "generations"("again_of_id") WHERE ("again_of_id" IS NOT NULL);

-- AddForeignKey
ALTER TABLE "generations" ADD CONSTRAINT "generations_made_from_id_fkey" FOREIGN KEY ("made_from_id") REFERENCES "generations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generations" ADD CONSTRAINT "generations_again_of_id_fkey" FOREIGN KEY ("again_of_id") REFERENCES "generations"("id") ON DELETE SET NULL ON UPDATE CASCADE;
