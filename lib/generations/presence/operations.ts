import { operation } from "@/lib/access/operation";
import { sayHere } from "./presence";
import { signSchema } from "./schema";

/** That somebody has a project open now, and who else has. */
export const say = operation({ name: "presence.say", permission: "generations.read", input: signSchema, run: sayHere });
