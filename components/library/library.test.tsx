import { describe, expect, it, vi } from "vitest";
import { draw, seen } from "@/lib/testing/draw";
import type { Role } from "@/lib/access/callers/actor";
import type { LibraryItem, LibraryPage } from "@/lib/library/view";
import { Library } from "./library";

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn() }),
  useParams: () => ({}),
  unstable_isUnrecognizedActionError: () => false,
}));
vi.mock("@/lib/generations/actions", () => ({}));
vi.mock("@/lib/assets/actions", () => ({}));
vi.mock("@/lib/library/actions", () => ({}));

const item = (more: Partial<LibraryItem> = {}): LibraryItem => ({
  ...{ id: "01a2250b-1edb-776c-bd38-dcf150f8d539", kind: "image", name: "pier.png", mimeType: "image/png", sizeBytes: 120_000 },
  ...{ width: 1280, height: 720, durationMs: null, created: "2026-12-01T05:00:00.000Z", author: { id: "one", name: "Bo" } },
  ...{ tags: [], folder: null, isFavourite: false },
  ...more,
});
const shelves = { tags: ["Hero"], folders: ["Places"], projects: [{ slug: "film", name: "Film" }] };
const library = (items: LibraryItem[], found = "", role: Role = "owner") => (
  <Library
    team="team"
    user={{ userId: "one", role }}
    found={found}
    firstPage={{ items, nextCursor: null } satisfies LibraryPage}
    shelves={shelves}
    projects={[{ slug: "film", name: "Film", isArchived: false }]}
  />
);

describe("the library as the server draws it", () => {
  it("names each file by its name, and says what it measures, in both languages", () => {
    const files = [
      item(),
      item({ id: "b", kind: "audio", name: "海浪.wav", width: null, height: null, durationMs: 3_400, isFavourite: true }),
    ];
    const html = draw(library(files));
    expect(html).toContain('<section aria-label="Library"');
    expect(html).toContain('aria-label="pier.png"');
    expect(seen(html)).toContain("1280 × 720 · 120 kB");
    expect(seen(draw(library(files), "zh-Hans"))).toContain("0:03 · 120 kB");
  });

  it("draws what the address says as chips that can be taken away", () => {
    const html = draw(library([item()], "tag=Hero&project=film&favourite=yes"));
    for (const chip of ["Remove Project: Film", "Remove Tag: Hero", "Remove Favourites"]) expect(html).toContain(`aria-label="${chip}"`);
  });

  it("takes files from whoever may bring some, and from nobody else", () => {
    expect(draw(library([item()]))).toMatch(/type="file"[^>]*aria-label="Bring files"|aria-label="Bring files"[^>]*type="file"/);
    expect(draw(library([item()], "", "viewer"))).not.toContain("Bring files");
  });

  it("says in an empty library how it fills, and in an empty search how to leave it", () => {
    expect(seen(draw(library([])))).toContain("Bring files here or drop them on the page");
    expect(seen(draw(library([], "q=zebra")))).toContain("Clear filters");
  });
});
