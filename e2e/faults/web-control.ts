import { controlProcess, type ProcessControl } from "./process-control";

export interface WebControl extends ProcessControl {
  readonly origin: string;
  /** What /api/health answers; status 0 when nothing answers within 10 s. */
  health(): Promise<{ status: number; checks: Record<string, { ok: boolean }> }>;
}

/** The web process as `npm start` runs it; ready when it answers at all. */
export function controlWeb(port: number, environment: () => NodeJS.ProcessEnv): WebControl {
  const origin = `http://127.0.0.1:${port}`;
  const health = async (): ReturnType<WebControl["health"]> => {
    try {
      const response = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(10_000) });
      const { checks } = (await response.json()) as { checks: Record<string, { ok: boolean }> };
      return { status: response.status, checks };
    } catch {
      // Not listening, or out of breath: both mean that nobody is served.
      return { status: 0, checks: {} };
    }
  };
  const control = controlProcess({
    name: "web process",
    args: ["--conditions=react-server", "--import", "tsx", "lib/server/main.ts"],
    environment: () => ({ ...environment(), PORT: String(port), HOST: "127.0.0.1" }),
    isReady: async () => (await health()).status !== 0,
  });
  return Object.defineProperties(control, {
    origin: { value: origin, enumerable: true },
    health: { value: health, enumerable: true },
  }) as WebControl;
}
