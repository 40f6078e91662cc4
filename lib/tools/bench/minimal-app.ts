import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findFreePort } from "@/lib/platform/processes/ports";
import { ROOT, startChild } from "@/lib/cli/launch/child-process";
import { failures } from "@/lib/cli/terminal/failures";
import { runToEnd } from "@/lib/cli/launch/run";
import { waitForHttp } from "@/lib/cli/launch/wait-for-http";

const FILES: Record<string, string> = {
  "package.json": JSON.stringify({ private: true, type: "module" }),
  // The root is where node_modules lies, so that it is the very same Next.
  "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(ROOT)} }, poweredByHeader: false };\n`,
  "app/layout.jsx": `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }\n`,
  "app/page.jsx": `export default function Page() { return <h1>Minimal</h1>; }\n`,
};

export interface MinimalApp {
  url: string;
  /** From the start of the process to its first answer. */
  startMs: number;
  stop: () => Promise<void>;
}

/** Builds and serves the smallest app that this Next makes. */
export async function startMinimalApp(): Promise<MinimalApp> {
  const folder = path.join(ROOT, ".runtime", "bench", "minimal-app");
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const next = path.join(ROOT, "node_modules", "next", "dist", "bin", "next");
  const build = await runToEnd(process.execPath, [next, "build", folder], { cwd: ROOT, env });
  if (build.code !== 0) throw failures.buildFailed(build.output.trim());

  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const server = startChild(
    { name: "minimal", args: [next, "start", folder, "-p", String(port), "-H", "127.0.0.1"], env, stopTimeoutMs: 3_000 },
    () => undefined,
  );
  const response = await waitForHttp(url, { timeoutMs: 60_000 });
  await response.body?.cancel();
  return { url, startMs: performance.now() - startedAt, stop: server.stop };
}
