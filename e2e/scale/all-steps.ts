import type { ScaleStep } from "./scale-step";
import { acrossMachines } from "./steps/across";
import { behindPooler } from "./steps/behind-pooler";
import { randomKills } from "./steps/kills";
import { bucketAway, databaseRestarts } from "./steps/outages";
import { rollingUpdate } from "./steps/rolling-update";
import { sameBuilds } from "./steps/same-builds";

/** In the order in which they run: the last leaves the machines with another version. */
export const scaleSteps: readonly ScaleStep[] = [
  sameBuilds,
  acrossMachines,
  randomKills,
  databaseRestarts,
  bucketAway,
  behindPooler,
  rollingUpdate,
];
