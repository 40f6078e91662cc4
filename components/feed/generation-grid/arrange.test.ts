import { describe, expect, it } from "vitest";
import type { GenerationStatus } from "@/lib/generations/lifecycle";
import type { CardView } from "@/lib/generations/view";
import { arrange, type Shown } from "./arrange";
import { dayReader } from "../days/day-reader";

const at = (time: string, status: GenerationStatus = "ready"): Shown => ({
  view: { id: `${time} ${status}`, status, created: `2026-11-29T${time}:00.000Z` } as CardView,
});
const look = (shown: readonly Shown[], opened: readonly string[] = []): string[] =>
  arrange(shown, dayReader("UTC"), new Set(opened)).map((entry) =>
    entry.kind === "fold" ? `${entry.views.length} in ${entry.id}` : `${entry.kind} ${entry.id}`,
  );

describe("what did not become a clip", () => {
  it("stands before the cards of its hour, so that it breaks none of their rows", () => {
    expect(look([at("15:40"), at("15:30", "refused"), at("15:20"), at("14:50"), at("14:40", "failed"), at("14:10")])).toEqual([
      "line 15:30 refused",
      "card 15:40 ready",
      "card 15:20 ready",
      "line 14:40 failed",
      "card 14:50 ready",
      "card 14:10 ready",
    ]);
  });

  it("is folded to one line from three on, and unfolds under it", () => {
    const bad = [at("15:40", "refused"), at("15:30", "expired"), at("15:10", "cancelled")];
    const [hour = ""] = arrange([...bad, at("15:00")], dayReader("UTC"), new Set()).map(({ id }) => id);
    expect(look([...bad, at("15:00")])).toEqual([`3 in ${hour}`, "card 15:00 ready"]);
    expect(look([...bad, at("15:00")], [hour])).toEqual([
      `3 in ${hour}`,
      "line 15:40 refused",
      "line 15:30 expired",
      "line 15:10 cancelled",
      "card 15:00 ready",
    ]);
  });

  it("is no lost answer, and nothing that is under way", () => {
    expect(look([at("15:40", "uncertain"), at("15:30", "running")])).toEqual(["card 15:40 uncertain", "card 15:30 running"]);
  });

  it("keeps its place on top while only this tab knows of it, whatever the tab's clock says", () => {
    const own: Shown = { ...at("03:00", "waiting"), local: { key: "k", view: at("03:00", "waiting").view, error: { code: "unexpected" } } };
    expect(look([own, at("15:40"), at("03:00")])).toEqual(["line 03:00 waiting", "card 15:40 ready", "card 03:00 ready"]);
  });
});
