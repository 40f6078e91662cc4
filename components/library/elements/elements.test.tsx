import { expect, it, vi } from "vitest";
import type { Role } from "@/lib/access/callers/actor";
import type { ElementView } from "@/lib/assets/elements/view";
import type { AssetView } from "@/lib/assets/view";
import type { Locale } from "@/lib/i18n/config";
import { draw, seen } from "@/lib/testing/draw";
import { ElementDialog } from "./element-dialog";
import { Elements } from "./elements";

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn() }),
  useParams: () => ({}),
  unstable_isUnrecognizedActionError: () => false,
}));
vi.mock("@/lib/assets/actions", () => ({}));

const file = (id: string, kind: AssetView["kind"] = "image"): AssetView => ({
  ...{ id, kind, status: "ready", name: `${id}.png`, mimeType: "image/png", sizeBytes: 1, width: 640, height: 360 },
  ...{ durationMs: null, problem: null, fittedFrom: null },
});
const anna: ElementView = {
  ...{ id: "anna", versionId: "anna-1", version: 1, kind: "character", name: "anna", text: "red hair", consent: "Signed" },
  ...{ consentUntil: "2020-01-01", author: { id: "one", name: "Bo" }, files: [file("face"), file("side"), file("voice", "audio")] },
};
const user = (role: Role) => ({ userId: "two", role });
const page = (elements: ElementView[], role: Role = "creator", locale: Locale = "en") =>
  draw(<Elements team="team" user={user(role)} elements={elements} projects={[]} />, locale);
const dialog = (element: ElementView | null, role: Role) =>
  draw(<ElementDialog team="team" user={user(role)} element={element} onUse={null} onClose={() => undefined} />);

it("says of each element what it adds and until when it may be used, in both languages", () => {
  expect(seen(page([anna]))).toMatch(/@anna.*Character · 2 pictures and 1 sound.*Consent ended Jan 1, 2020/);
  expect(seen(page([{ ...anna, consentUntil: null, files: [file("voice", "audio")] }], "creator", "zh-Hans"))).toContain("角色 · 1 段声音");
  expect(seen(page([]))).toContain("No elements yet");
});

it("offers a new one, and changes, to those alone who may", () => {
  expect(page([], "creator")).toContain("New element");
  expect(page([], "viewer")).not.toContain("New element");
  expect(dialog(anna, "viewer")).toMatch(/<fieldset[^>]*disabled/);
  expect(seen(dialog(anna, "viewer"))).not.toMatch(/Save|Delete|Add pictures/);
  // Somebody else's is not theirs to delete.
  expect(seen(dialog(anna, "creator"))).toMatch(/Save/);
  expect(seen(dialog(anna, "creator"))).not.toMatch(/Delete/);
  expect(seen(dialog(anna, "owner"))).toMatch(/Delete/);
});

it("names each picture by its place, with what moves it", () => {
  const html = dialog(anna, "owner");
  expect(html).toContain('aria-label="Picture 2: side.png"');
  expect(html).toMatch(
    /aria-label="Move left: Picture 1: face.png"[^>]*disabled|disabled=""[^>]*aria-label="Move left: Picture 1: face.png"/,
  );
  expect(html).toContain('aria-label="Move left: Picture 2: side.png"');
});
