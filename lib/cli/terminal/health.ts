import type { Health } from "@/lib/studio/health/get-health";

/** What the studio at this address says of itself; null: nobody is there, or somebody who is no studio. */
export async function readHealth(origin: string): Promise<Health | null> {
  try {
    const response = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(10_000), redirect: "manual" });
    const body = (await response.json()) as Partial<Health>;
    return body.checks ? (body as Health) : null;
  } catch {
    return null;
  }
}
