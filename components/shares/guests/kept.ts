/** What this browser keeps for the page; nothing where it keeps nothing, as in a frame of another site. */
export function readKept(where: "localStorage" | "sessionStorage", key: string): string | null {
  try {
    return window[where].getItem(key);
  } catch {
    // Storage may be shut altogether.
    return null;
  }
}

export function keep(where: "localStorage" | "sessionStorage", key: string, value: string): void {
  try {
    window[where].setItem(key, value);
  } catch {
    // As above: it is asked again the next time.
  }
}
