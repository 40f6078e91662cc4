import { expect, it } from "vitest";
import type { ClipView } from "@/lib/generations/view";
import { makeDraft } from "@/lib/testing/draft";
import { draw, seen } from "@/lib/testing/draw";
import { PlayerDetails } from "./player-details";
import type { Playback } from "./playback";

const created = "2026-11-28T22:50:40.000Z";
const clip = {
  card: {
    id: "c",
    status: "ready",
    revision: 1,
    prompt: "A pier",
    author: { id: "me", name: "Mia" },
    created,
    slate: { mode: "text", model: "seedance-2.0", resolution: "480p", ratio: "16:9", seconds: 4 },
    shape: { width: 864, height: 496 },
  },
  projectId: "p",
  recipe: makeDraft({ prompt: "A pier" }).recipe,
  inputs: [],
  estimate: { tokens: 40_000, micros: 300_000 },
  actual: {
    ...{ ratio: null, resolution: null, durationSeconds: null, seed: null, tokens: 40_100, micros: 300_750 },
    model: "doubao-seedance-2-0-260128",
  },
  apiStyle: "native",
  providerTaskId: "cgt-1",
  video: null,
  note: "",
  hasLastFrame: false,
  check: null,
  again: null,
  attempts: [{ number: 1, outcome: "acknowledged", sentAt: "2026-11-28T22:50:48.000Z" }],
  isFound: false,
  times: { created, accepted: created, started: created, finished: created },
} as unknown as ClipView;

const facts = (locale: "en" | "zh-Hans" = "en"): string =>
  seen(
    draw(<PlayerDetails team="studio" clip={clip} shown={null} playback={{} as Playback} mayEdit={false} />, locale).replace(
      /<\/?d[td]/g,
      " $&",
    ),
  );

it("tells each time that it was sent as an attempt, with when and what became of it", () => {
  expect(facts()).toMatch(/Attempt 1 Nov 28, 2026, 10:50:48\sPM · accepted/i);
});

it("names whose it is by one word, and says that a name which the request does not have is the provider's", () => {
  expect(facts()).toContain("By Mia");
  expect(facts()).toContain("Model as reported doubao-seedance-2-0-260128");
  expect(facts("zh-Hans")).toContain("tokens");
  expect(facts("zh-Hans")).not.toMatch(/\btoken\b|Tokens?\b/);
});
