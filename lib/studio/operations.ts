import { door, operation } from "@/lib/access/operation";
import { releaseHold } from "./release-hold";
import { releaseHoldSchema } from "./schema";

/** Sends again after a restore or a copy, on the word of whoever runs the studio. */
export const release = operation({ name: "studio.releaseHold", permission: "hold.release", input: releaseHoldSchema, run: releaseHold });
/** For load balancers and the command line. */
export const health = door({ name: "studio.health", permission: "anyone" });
