-- Two roles more. What uses them is a migration of its own: a value that was added cannot be used in the same transaction.

-- AlterEnum
ALTER TYPE "Role" ADD VALUE 'reviewer' AFTER 'viewer';
ALTER TYPE "Role" ADD VALUE 'admin' AFTER 'creator';
