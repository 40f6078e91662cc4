import { expect, it } from "vitest";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { makeDraft } from "@/lib/testing/draft";
import { draw, seen } from "@/lib/testing/draw";
import { ComposerContext } from "../engine/composer-context";
import { createComposerEngine } from "../engine/composer-engine";
import { SubmitBar } from "./submit-bar";

it("says what it costs in money; how many tokens that is stands in the words that come to a pointer", () => {
  const engine = createComposerEngine({
    team: "studio",
    project: { id: "p", slug: "p", name: "P" },
    user: { id: "u", name: "U" },
    initialDraft: { draft: makeDraft({ prompt: "A pier", resolution: "720p", durationSeconds: 5 }), assets: [], version: 1 },
    surface: "native",
  });
  const bar = draw(
    <ComposerContext value={engine}>
      <SubmitBar prices={DEFAULT_PRICES} onSubmit={() => undefined} priced />
    </ComposerContext>,
  );
  expect(seen(bar)).toMatch(/^≈ \$0\.84\s*Generate/);
  expect(bar).toMatch(/title="108,900 tokens\./);
});
