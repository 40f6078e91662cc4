import { afterEach, describe, expect, it, vi } from "vitest";
import GenerationFold from "@/components/feed/generation-grid/generation-fold";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import type { CardFailureView, CardView } from "@/lib/generations/view";
import { draw, seen } from "@/lib/testing/draw";
import { Selection, SelectionContext } from "../marks/selection";
import { GenerationActions } from "./generation-actions";
import { GenerationCard } from "./generation-card";
import { GenerationLine } from "./generation-line";
import { GenerationPending } from "./generation-pending";

/** null: as on the server, whose clock is not the reader's. */
const clock = vi.hoisted(() => ({ now: null as number | null }));
vi.mock("../now", () => ({ useNow: () => clock.now }));
afterEach(() => void (clock.now = null));

const user = { id: "me", name: "Mia", role: "owner" as const };
const offer = { surface: "native" as const, prices: DEFAULT_PRICES };
const place = { team: "team", project: { id: "p", slug: "film", name: "Film", aiLabels: "off" as const }, user, offer };
const chain = { takeFrame: vi.fn(), savePicture: vi.fn(), continueFrom: vi.fn(), refer: vi.fn(), another: vi.fn(), makeFinal: vi.fn() };
const actions = {
  cancel: vi.fn(),
  remove: vi.fn(),
  retry: vi.fn(),
  keep: vi.fn(),
  reuse: vi.fn(),
  download: vi.fn(),
  dismiss: vi.fn(),
  ...chain,
};

const view = (more: Partial<CardView> = {}): CardView => ({
  id: "a",
  status: "ready",
  revision: 1,
  prompt: "A pier in the fog",
  author: { id: "me", name: "Mia" },
  created: "2026-11-29T12:00:00.000Z",
  slate: { mode: "text", model: "seedance-2.0", resolution: "480p", ratio: "16:9", seconds: 4 },
  shape: { width: 864, height: 496 },
  ...more,
});
const failure: CardFailureView = {
  code: "inputText",
  party: "input",
  charged: "no",
  remedies: ["edit"],
  detail: { code: "Sensitive", message: "no", requestId: "r", httpStatus: 400 },
  withSound: true,
};
const refused = (id: string): CardView => view({ id, status: "refused", prompt: `Take ${id}`, failure });
const running = view({
  status: "running",
  progress: {
    waitingFor: null,
    ahead: null,
    usual: { medianSeconds: 10, fromSeconds: 8, toSeconds: 14 },
    apiStyle: "native",
    sent: null,
    nextAction: null,
    pictureId: null,
  },
});

describe("a clip that is being made", () => {
  const html = draw(<GenerationPending view={running} isLocal={false} />);
  it("says its state once, and about how long still as an estimate", () => {
    expect(seen(html).trim()).toBe("Running · about 10 s left · estimate");
  });
  it("has a ground of its own, and a bar", () => {
    expect(html).toMatch(/background:linear-gradient/);
    expect(html).toMatch(/data-slot="generation-progress"[^>]*style="width:0%"/);
    expect(draw(<GenerationPending view={{ ...running, prompt: "Another" }} isLocal={false} />)).not.toBe(html);
  });
});

describe("a clip that takes longer than usual", () => {
  const said = (status: "queued" | "running"): string => {
    clock.now = Date.parse(running.created) + 15_000;
    return seen(draw(<GenerationPending view={{ ...running, status }} isLocal={false} />)).trim();
  };
  it("is not said to run while it waits in the provider's queue", () => {
    expect(said("queued")).toMatch(/^Queued · Waiting longer than usual \(0:08–0:14\)\s*0:15$/);
    expect(said("running")).toMatch(/^Running · Longer than usual \(0:08–0:14\). Still running\s*0:15$/);
  });
});

describe("a finished clip", () => {
  const card = (more: Partial<CardView> = {}): string =>
    draw(
      <GenerationCard
        view={view({ video: { durationMs: 4000 }, ...more })}
        place={place}
        mayCreate
        actions={actions}
        onOpen={() => undefined}
      />,
    );
  it("says for ears and scripts that it is ready, and leaves the eye alone", () => {
    expect(card()).toContain("Ready</span>");
    expect(seen(card())).not.toContain("Ready");
  });
  it("shows whose it is only where it is somebody else's: a disc, and the name for ears", () => {
    expect(card()).not.toContain("by Mia");
    const theirs = card({ author: { id: "other", name: "Jun" } });
    expect(theirs).toContain('data-slot="avatar"');
    expect(theirs).toContain("by Jun</span>");
  });
});

it("says how many takes lie behind it only where they are stacked", () => {
  const clip = view({ video: { durationMs: 4000 }, marks: { take: 2, takes: 4 } });
  const card = (isStacked: boolean) =>
    draw(<GenerationCard view={clip} place={place} mayCreate actions={actions} onOpen={() => undefined} isStacked={isStacked} />);
  expect(card(true)).toContain('aria-label="4 takes"');
  expect(card(false)).not.toContain("4 takes");
});

describe("what brings a recipe back", () => {
  it("does not look like the way back", () => {
    const html = draw(
      <GenerationActions
        view={view({ video: { durationMs: 4000 } })}
        place={place}
        mayCreate
        mayDelete
        actions={actions}
        isMenuAlone={false}
      />,
    );
    const [button = ""] = /<button[^>]*data-press="reuse".*?<\/button>/.exec(html) ?? [];
    expect(button).toContain("#square-pen");
    expect(html).not.toContain("#rotate-ccw");
  });
});

describe("a clip that can be chosen", () => {
  const selection = new Selection();
  selection.setOrder(["a"]);
  // Otherwise it is there when somebody turns to the card.
  selection.start();
  const box = (marks?: CardView["marks"]): string | undefined => {
    const clip = view({ video: { durationMs: 4000 }, ...(marks && { marks }) });
    const html = draw(
      <SelectionContext value={selection}>
        <GenerationCard view={clip} place={place} mayCreate actions={actions} onOpen={() => undefined} />
      </SelectionContext>,
    );
    return /<button[^>]*role="checkbox"[^>]*aria-label="([^"]*)"/.exec(html)?.[1];
  };
  it("is named so that the takes of one recipe, which have one prompt, are told apart", () => {
    expect(box()).toBe("Choose A pier in the fog");
    expect(box({ take: 2 })).toBe("Choose Take 2 · A pier in the fog");
    expect(box({ take: 2, name: "Dawn" })).toBe("Choose Take 2 · Dawn");
  });
});

describe("a clip that was cancelled", () => {
  const line = (author: CardView["author"]): string =>
    seen(
      draw(
        <GenerationLine
          view={view({ author, status: "cancelled", failure: { ...failure, code: "cancelled", party: "person", remedies: [] } })}
          error={null}
          place={place}
          can={{ retry: true, delete: true }}
          actions={actions}
          onDismiss={() => undefined}
        />,
      ),
    );
  it("says who did it as a person would, and not what stopped it", () => {
    expect(line({ id: "me", name: "Mia" })).toContain("Cancelled by you · Not charged");
    expect(line({ id: "other", name: "Jun" })).toContain("Cancelled by a member of the team · Not charged");
    expect(line({ id: "other", name: "Jun" })).not.toContain("Stopped by");
  });
});

describe("what did not become a clip, folded", () => {
  const fold = (isOpen: boolean, views = ["1", "2", "3"].map(refused), mayCreate = false): string =>
    draw(
      <GenerationFold
        fold={{
          kind: "fold",
          id: "f",
          day: "2026-11-29",
          created: "2026-11-29T12:00:00.000Z",
          views,
          isOpen,
        }}
        place={place}
        mayCreate={mayCreate}
        actions={actions}
        onToggle={() => undefined}
      />,
    );
  it("is counted, shown and cleared in one line", () => {
    expect(fold(false)).toMatch(/3 did not become clips.*>Show<.*>Clear all</);
    expect(fold(true)).toMatch(/>Hide</);
  });
  it("counts what would be tried again, without what somebody cancelled or tried again, and offers nothing else", () => {
    const retriable: CardFailureView = { ...failure, code: "server", party: "provider", remedies: ["retry"] };
    const failed = (id: string, more: Partial<CardFailureView> = {}) => view({ id, status: "failed", failure: { ...retriable, ...more } });
    const cancelled = view({ id: "c", status: "cancelled", failure: { ...retriable, code: "cancelled", party: "person" } });
    expect(fold(false, [failed("1"), failed("2"), cancelled, failed("3", { isRetried: true })], true)).toContain("Retry what failed (2)");
    expect(fold(false, [cancelled, refused("1"), failed("3", { isRetried: true })], true)).not.toContain("Retry what failed");
  });
  it("says on the card of one that was tried again that another press buys one more", () => {
    const line = (more: Partial<CardFailureView> = {}): string =>
      draw(
        <GenerationLine
          view={view({ status: "failed", failure: { ...failure, code: "server", remedies: ["retry"], ...more } })}
          error={null}
          place={place}
          can={{ retry: true, delete: true }}
          actions={actions}
          onDismiss={() => undefined}
        />,
      );
    expect(line()).toContain(">Try again<");
    expect(seen(line({ isRetried: true }))).toContain("Not charged · Tried again already");
    expect(line({ isRetried: true })).toContain(">Try once more<");
    // What it cost stands behind the word that it was charged.
    expect(seen(line({ isRetried: true, charged: "yes", micros: 950_000 }))).toContain("Charged $0.95 · Tried again already");
  });
  it("stays an article for each, named by its prompt, with its state and its facts", () => {
    for (const id of ["1", "2", "3"]) {
      const [article = ""] = new RegExp(`<article[^>]*data-generation="${id}".*?</article>`).exec(fold(false)) ?? [];
      expect(article).toContain(`aria-label="Take ${id}, 4 seconds, Refused"`);
      for (const fact of ["Refused", "The provider refused the prompt.", "Stopped by your input", "Not charged"])
        expect(article).toContain(fact);
    }
    expect(fold(true)).not.toContain("<article");
  });
});
