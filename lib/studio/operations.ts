import { z } from "zod";
import { door, operation } from "@/lib/access/operation";
import { nothingSchema } from "@/lib/shared/inputs";
import { makeJoinCode } from "./make-join-code";
import { releaseHold } from "./release-hold";

/** Sends again after a restore or a copy, on the word of whoever runs the studio. */
export const release = operation({
  name: "studio.releaseHold",
  permission: "hold.release",
  // `anyway`: also when the provider's list has not been looked through yet.
  input: z.object({ anyway: z.boolean().default(false) }),
  run: releaseHold,
});
/** A code with which the operator adds a machine. */
export const addMachine = operation({ name: "studio.addMachine", permission: "hold.release", input: nothingSchema, run: makeJoinCode });
/** Figures for Prometheus: for whoever has METRICS_TOKEN, which is no person. */
export const metrics = door({ name: "studio.metrics", permission: "anyone" });
/** For load balancers and the command line. */
export const health = door({ name: "studio.health", permission: "anyone" });
