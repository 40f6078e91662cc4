import { expect, it } from "vitest";
import { makeDraft } from "@/lib/testing/draft";
import { draw } from "@/lib/testing/draw";
import { ComposerContext } from "../engine/composer-context";
import { createComposerEngine } from "../engine/composer-engine";
import { ReferenceStrip } from "./reference-strip";

it("speaks to a finger of choosing alone: it neither drops nor pastes", () => {
  const engine = createComposerEngine({
    team: "studio",
    project: { id: "p", slug: "p", name: "P" },
    user: { id: "u", name: "U" },
    initialDraft: { draft: makeDraft({ mode: "references" }), assets: [], version: 1 },
    surface: "native",
  });
  const strip = draw(
    <ComposerContext value={engine}>
      <ReferenceStrip />
    </ComposerContext>,
  );
  const [forMouse = ""] = /<span class="pointer-coarse:hidden">[^<]*<\/span>/.exec(strip) ?? [];
  expect(forMouse).toContain(", drop or paste");
  expect(strip.replace(forMouse, "")).toContain("<span>Choose images, videos, audio</span>");
});
