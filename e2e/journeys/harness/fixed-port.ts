import { randomInt } from "node:crypto";
import { isPortFree } from "@/lib/platform/processes/ports";

/**
 * A port for what a studio is told and opens only later. Below those that the system hands out by itself (from 32,768 on Linux): one of
 * these went to the studio's own Postgres before its emulator could listen there.
 */
export async function findFixedPort(): Promise<number> {
  const port = randomInt(20_000, 32_000);
  return (await isPortFree(port)) ? port : findFixedPort();
}
