import { operation } from "@/lib/access/operation";
import { carriedSchema, restoreCarried } from "./carried/restore-carried";

/** What a clip's file says of how it was made. */
export const restore = operation({ name: "recipes.restore", permission: "generations.create", input: carriedSchema, run: restoreCarried });
