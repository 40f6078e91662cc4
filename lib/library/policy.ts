import type { Actor } from "@/lib/access/callers/actor";
import { roleMay } from "@/lib/access/permissions";

/** Throwing a file away, and taking it back: a creator answers for what they brought, whoever manages all for everybody's. */
export const canTrash = (person: Pick<Actor, "userId" | "role">, authorId: string): boolean =>
  roleMay(person.role, "assets.manage") && (roleMay(person.role, "shared.manageAll") || authorId === person.userId);
