/**
 * Loads a page from the start: who is signed in has changed, and nothing that was fetched before may be shown.
 * It never settles, so that the form stays pending until the page is gone.
 */
export function leaveFor(path: string): Promise<never> {
  window.location.assign(path);
  return new Promise(() => {});
}
