-- A link to reset the password that was mailed proves the address when it is used.

-- AlterTable
ALTER TABLE "password_resets" ADD COLUMN     "is_mailed" BOOLEAN NOT NULL DEFAULT false;
