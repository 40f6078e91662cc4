-- AlterEnum
ALTER TYPE "FileVariant" ADD VALUE 'preview';
