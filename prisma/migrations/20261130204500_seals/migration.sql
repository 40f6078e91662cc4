-- CreateTable
CREATE TABLE "seals" (
    "file_id" UUID NOT NULL,
    "of" TEXT NOT NULL,
    "manifest" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "seals_pkey" PRIMARY KEY ("file_id","of")
);

-- AddForeignKey
ALTER TABLE "seals" ADD CONSTRAINT "seals_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE CASCADE ON UPDATE CASCADE;
