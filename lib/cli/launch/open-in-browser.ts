import { complain } from "../terminal/output";

/** Opens an address in the browser of whoever sits here. A machine without a desktop has none: the address stands on the terminal all the same. */
export async function openInBrowser(address: string): Promise<void> {
  try {
    const { default: open } = await import("open");
    const browser = await open(address);
    browser.on("error", () => complain("  No browser could be opened here."));
  } catch {
    complain("  No browser could be opened here.");
  }
}
