import { createPageJavaScript } from "./create-page-javascript";
import type { Bench } from "./figure";

/** Every bench, in the order of the table. */
export const benches: readonly Bench[] = [createPageJavaScript];
