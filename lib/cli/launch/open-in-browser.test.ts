import { EventEmitter } from "node:events";
import open from "open";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openInBrowser } from "./open-in-browser";

// It would open a window on the machine of whoever runs the tests.
vi.mock("open", () => ({ default: vi.fn() }));

let complaints: string[];
beforeEach(() => {
  complaints = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => complaints.push(String(text)) > 0);
});
afterEach(() => void vi.restoreAllMocks());

it("opens the address, and says where no browser can be opened instead of ending the studio", async () => {
  const browser = new EventEmitter();
  vi.mocked(open).mockResolvedValueOnce(browser as never);
  await openInBrowser("http://localhost:3000");
  expect(open).toHaveBeenCalledWith("http://localhost:3000");
  expect(complaints).toEqual([]);
  browser.emit("error", new Error("no program"));
  vi.mocked(open).mockRejectedValueOnce(new Error("no desktop"));
  await openInBrowser("http://localhost:3000");
  expect(complaints).toEqual(["  No browser could be opened here.\n", "  No browser could be opened here.\n"]);
});
