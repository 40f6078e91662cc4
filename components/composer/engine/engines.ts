import { type ComposerEngine, createComposerEngine, type EngineOptions } from "./composer-engine";

const engines = new Map<string, ComposerEngine>();

/** One per person and project for as long as the tab lives: a walk through other pages stops no upload and loses no word. */
export function composerEngineFor(options: EngineOptions): ComposerEngine {
  // On the server every request makes its own: nothing of one person may reach another.
  if (typeof window === "undefined") return createComposerEngine(options);
  const key = `${options.user.id}:${options.project.id}:${options.surface}`;
  let engine = engines.get(key);
  if (!engine) engines.set(key, (engine = createComposerEngine(options)));
  return engine;
}
