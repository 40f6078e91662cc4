-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "blind_looks" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "first_good_scan_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_foreign" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "looks" INTEGER NOT NULL DEFAULT 0;

-- Until now these lay in the detail.
UPDATE "attempts" SET
  "is_foreign" = coalesce("detail" ->> 'isForeign' = 'true', false),
  "first_good_scan_at" = ("detail" ->> 'firstGoodScanAt')::timestamptz,
  "blind_looks" = coalesce(("detail" ->> 'blindLooks')::int, 0),
  "looks" = coalesce(("detail" ->> 'looks')::int, 0),
  "detail" = "detail" - ARRAY['isForeign', 'firstGoodScanAt', 'blindLooks', 'looks']
WHERE jsonb_typeof("detail") = 'object' AND "detail" ?| ARRAY['isForeign', 'firstGoodScanAt', 'blindLooks', 'looks'];
