import { getEnv } from "@/lib/platform/env";
import { OWN_ORIGIN_HEADER } from "./client-address";

/** Scheme, host and port under which the browser reaches this studio. */
export const ownOrigin = (headers: Pick<Headers, "get">): string =>
  getEnv().publicUrl ?? headers.get(OWN_ORIGIN_HEADER) ?? `http://${headers.get("host")}`;
