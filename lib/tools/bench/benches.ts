import { createPageJavaScript } from "./create-page-javascript";
import type { Bench } from "./figure";
import { liveFanout } from "./live-fanout";
import { media } from "./media";
import { providerCalls } from "./provider-calls";
import { secondStart } from "./second-start";

/** Every bench, in the order of the table. */
export const benches: readonly Bench[] = [createPageJavaScript, secondStart, providerCalls, media, liveFanout];
