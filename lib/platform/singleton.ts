/**
 * One per process, whatever happens to the module: the bundler may load a file several times (pages, routes and
 * actions have graphs of their own) and the development server reloads it, but connections must not multiply.
 */
export function singleton<T>(name: string, make: () => T): { get(): T; clear(): T | undefined } {
  const key = Symbol.for(`dailies.${name}`);
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  return {
    get: () => (holder[key] ??= make()),
    /** Forgets the present one and returns it, so that the caller can close it. */
    clear: () => {
      const present = holder[key];
      holder[key] = undefined;
      return present;
    },
  };
}
