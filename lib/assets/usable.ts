import type { Prisma } from "@/lib/platform/db/generated/client";

/**
 * Which files a clip can be made from: those of the library, and those in its trash as long as their bytes are there. So whoever has one in the
 * composer goes on with it, and a clip can be made again as long as it is kept.
 */
export const USABLE = {
  OR: [{ deletedAt: null }, { status: "ready", files: { some: { variant: "original", trashedAt: null } } }],
} satisfies Prisma.AssetWhereInput;
