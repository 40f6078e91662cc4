import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The parts of Next's server that are reached for; none of them is in its types. */
interface Reached {
  server?: { server?: { distDir?: string; unstable_preloadEntries?: () => Promise<void> } };
}

interface LoadedPage {
  __next_app__: { require: (moduleId: string | number) => unknown };
}

/** Which module of which page has an action: `workers` by `app/…/page`. */
interface ActionsManifest {
  node: Record<string, { workers: Record<string, { moduleId: string | number }> }>;
}

/**
 * Waits until Next has loaded every page and its actions, which it else does at the first press: what fails to load once stays broken
 * for the life of the process, as where a crowd comes back after a restart and the files that a process may open run out. A Next
 * that keeps its actions elsewhere fails here, at the start, and not at somebody's press.
 */
export async function loadPages(app: object): Promise<void> {
  const server = (app as Reached).server?.server;
  await server?.unstable_preloadEntries?.();
  if (!server?.distDir) return;
  const manifest = join(server.distDir, "server", "server-reference-manifest.json");
  const { node } = JSON.parse(await readFile(manifest, "utf8")) as ActionsManifest;
  // Only once Next has begun has the runtime what this wants.
  const { loadComponents } = await import("next/dist/server/load-components");
  const modules = new Map(Object.values(node).flatMap(({ workers }) => Object.entries(workers)));
  for (const [worker, { moduleId }] of modules) {
    const page = worker.slice("app".length);
    const { ComponentMod } = await loadComponents({
      ...{ distDir: server.distDir, page, isAppPath: true, isDev: false, sriEnabled: false, needsManifestsForLegacyReasons: false },
    });
    await (ComponentMod as unknown as LoadedPage).__next_app__.require(moduleId);
  }
}
