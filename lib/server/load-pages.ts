/** The parts of Next's server that are reached for; none of them is in its types. */
interface Reached {
  server?: { server?: { unstable_preloadEntries?: () => Promise<void> } };
}

/**
 * Waits until Next has loaded every page, which it begins by itself: what fails to load once stays broken for the life of the process,
 * as where a crowd comes back after a restart and the files that a process may open run out. A Next without this starts as before.
 */
export async function loadPages(app: object): Promise<void> {
  await (app as Reached).server?.server?.unstable_preloadEntries?.();
}
