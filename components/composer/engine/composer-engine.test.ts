import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AssetView } from "@/lib/assets/view";
import { requestUploadAction } from "@/lib/assets/actions";
import { submitGenerationsAction } from "@/lib/generations/actions";
import { saveDraftAction } from "@/lib/generations/drafts/actions";
import { draftSchema } from "@/lib/generations/schema";
import { type DraftPart, makeDraft } from "@/lib/testing/draft";
import type { CardView, ClipView } from "@/lib/generations/view";
import { createComposerEngine } from "./composer-engine";
import { draftFromState } from "./composer-state";

vi.mock("@/lib/generations/actions", () => ({ submitGenerationsAction: vi.fn() }));
vi.mock("@/lib/generations/drafts/actions", () => ({ saveDraftAction: vi.fn() }));
vi.mock("@/lib/assets/actions", () => ({ requestUploadAction: vi.fn(async () => ({ ok: false, error: { code: "unexpected" } })) }));
// What a browser measures is not here; the files are as good as they say.
vi.mock("@/components/assets/inspect-file", () => ({
  inspectFile: async (file: File) => ({
    ok: true,
    kind: file.type.startsWith("image") ? "image" : "audio",
    mimeType: file.type,
    facts: { sizeBytes: 1, width: null, height: null, durationMs: null, framesPerSecond: null },
  }),
}));

const submitted = vi.mocked(submitGenerationsAction);
const view = { id: "g1" } as CardView;
const image = (id: string): AssetView => ({
  id,
  kind: "image",
  status: "ready",
  name: `${id}.png`,
  mimeType: "image/png",
  sizeBytes: 1,
  width: 800,
  height: 600,
  durationMs: null,
  problem: null,
  fittedFrom: null,
});

function setUp(part: DraftPart = {}, assets: AssetView[] = []) {
  const draft = makeDraft({ prompt: "A harbour at dawn", ...part });
  const engine = createComposerEngine({
    team: "studio",
    project: { id: "p", slug: "p", name: "P" },
    user: { id: "u", name: "U" },
    initialDraft: { draft, assets, version: 1 },
    surface: "native",
  });
  const calls = { onSubmitting: vi.fn(), onSubmitted: vi.fn(), onSubmitFailed: vi.fn() };
  engine.setCallbacks(calls);
  return { engine, calls, state: () => engine.getSnapshot().state };
}
const nothing = () => undefined;
const pressesOf = (call: number) => submitted.mock.calls[call]![1].presses;
const keys = () => submitted.mock.calls.flatMap(([, { presses }]) => presses.map(({ id }) => id));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:preview", revokeObjectURL: nothing }));
  submitted.mockResolvedValue({ ok: true, data: [view] });
  vi.mocked(saveDraftAction).mockResolvedValue({ ok: true, data: { saved: true, version: 2 } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

describe("A part of the page that wakes late", () => {
  it("finds the draft as the server drew it, whatever was brought back meanwhile", () => {
    const { engine, state } = setUp({ mode: "text" });
    const served = state();
    engine.dispatch({ type: "setMode", mode: "firstLast" });
    expect(state()).not.toBe(served);
    expect(engine.getServerSnapshot().state).toBe(served);
  });
});

describe("Generate", () => {
  it("shows the card before the server answers, and keeps everything", async () => {
    const { engine, calls, state } = setUp(
      {
        mode: "firstFrame",
        ratio: "adaptive",
        inputs: [
          { role: "firstFrame", assetId: "a" },
          { role: "reference", assetId: "b" },
        ],
      },
      [image("a"), image("b")],
    );
    const before = state();
    const pressing = engine.submit(nothing);
    expect(calls.onSubmitting).toHaveBeenCalledOnce();
    expect(calls.onSubmitting.mock.calls[0]![0]).toMatchObject({
      takes: [{ draft: { recipe: { prompt: "A harbour at dawn" } } }],
      inputs: [{ role: "firstFrame", asset: { id: "a" } }],
    });
    await pressing;
    expect(calls.onSubmitted).toHaveBeenCalledWith([view]);
    expect(state()).toBe(before);
  });

  it("is one generation on a double click, and a second one when it is meant", async () => {
    const { engine } = setUp();
    await Promise.all([engine.submit(nothing), engine.submit(nothing)]);
    expect(submitted).toHaveBeenCalledOnce();
    expect(engine.getSnapshot()).toMatchObject({ swallowed: true, said: { code: "swallowed" } });
    vi.advanceTimersByTime(800);
    expect(engine.getSnapshot()).toMatchObject({ sent: false, swallowed: true });
    await engine.submit(nothing);
    expect(new Set(keys()).size).toBe(2);
    expect(engine.getSnapshot().swallowed).toBe(false);
  });

  it("makes so many takes at one press, all under keys of their own, and each a card", async () => {
    const { engine, calls } = setUp();
    engine.dispatch({ type: "set", settings: { takes: 3 } });
    await engine.submit(nothing);
    expect(submitted).toHaveBeenCalledOnce();
    expect(pressesOf(0)).toHaveLength(3);
    expect(new Set(keys()).size).toBe(3);
    expect(pressesOf(0).every(({ draft }) => !("takes" in draft))).toBe(true);
    expect(calls.onSubmitting.mock.calls[0]![0].takes.map(({ key }: { key: string }) => key)).toEqual(keys());
  });

  it("never buys equal takes: under a locked seed each has the next one, and so has another take at once", async () => {
    const { engine } = setUp({ seed: 4123 });
    const seeds = () => submitted.mock.calls.map(([, { presses }]) => presses.map(({ draft }) => draft.recipe.seed));
    engine.dispatch({ type: "set", settings: { takes: 2 } });
    await engine.submit(nothing);
    // Keys that nobody hits by mistake are heard within the moment of a double click.
    await engine.submit(nothing, { another: true });
    await engine.submit(nothing, { another: true });
    expect(seeds()).toEqual([[4123, 4124], [4125], [4126]]);
    engine.dispatch({ type: "set", settings: { prompt: "Another" } });
    await engine.submit(nothing, { another: true });
    expect(seeds().at(-1)).toEqual([4123]);
  });

  it("is all takes or none, and says what stands against them", async () => {
    const { engine, calls } = setUp();
    engine.dispatch({ type: "set", settings: { takes: 2 } });
    const error = { code: "queue-full" as const, items: [null, { code: "queue-full" as const }] };
    submitted.mockResolvedValue({ ok: false, error });
    await engine.submit(nothing);
    expect(engine.getSnapshot().submitError).toEqual(error);
    expect(calls.onSubmitFailed).toHaveBeenCalledWith(keys(), error);
  });

  it("is sent again by itself, under its own key, when the answer was lost", async () => {
    const { engine, calls } = setUp();
    submitted.mockRejectedValueOnce(new Error("offline"));
    const pressing = engine.submit(nothing);
    await vi.advanceTimersByTimeAsync(1000);
    await pressing;
    expect(submitted).toHaveBeenCalledTimes(2);
    expect(new Set(keys()).size).toBe(1);
    expect(calls.onSubmitted).toHaveBeenCalledOnce();
    expect(engine.getSnapshot().submitError).toBeNull();
  });

  it("keeps its key for the next press when no answer ever came, unless the draft is another by then", async () => {
    const { engine, calls } = setUp();
    submitted.mockRejectedValue(new Error("offline"));
    const press = async () => {
      const pressing = engine.submit(nothing);
      await vi.advanceTimersByTimeAsync(4000);
      await pressing;
    };
    await press();
    expect(engine.getSnapshot().submitError).toEqual({ code: "offline" });
    expect(calls.onSubmitFailed).toHaveBeenCalledWith([keys()[0]], null);
    await press();
    expect(new Set(keys()).size).toBe(1);
    engine.dispatch({ type: "set", settings: { prompt: "Another" } });
    await press();
    expect(new Set(keys()).size).toBe(2);
  });

  it("keeps its key and its words when the project's description was changed while the answer was lost", async () => {
    const { engine } = setUp();
    submitted.mockRejectedValue(new Error("offline"));
    const press = async () => {
      const pressing = engine.submit(nothing);
      await vi.advanceTimersByTimeAsync(4000);
      await pressing;
    };
    engine.setPreamble("Shot on 16 mm film.");
    await press();
    engine.setPreamble("Shot on 35 mm film.");
    await press();
    expect(new Set(keys()).size).toBe(1);
    expect(pressesOf(submitted.mock.calls.length - 1)[0]!.draft.recipe.preamble).toBe("Shot on 16 mm film.");
  });

  it("is another press once the project's description is left out, also after a lost answer", async () => {
    const { engine, state } = setUp();
    submitted.mockRejectedValue(new Error("offline"));
    const press = async () => {
      const pressing = engine.submit(nothing);
      await vi.advanceTimersByTimeAsync(4000);
      await pressing;
    };
    engine.setPreamble("Shot on 16 mm film.");
    await press();
    engine.switchPreamble(false);
    await press();
    expect(new Set(keys()).size).toBe(2);
    expect(pressesOf(submitted.mock.calls.length - 1)[0]!.draft.recipe.preamble).toBe("");
    // What was left out stays out while another prompt is written, and while the project has no description.
    engine.dispatch({ type: "set", settings: { prompt: "" } });
    engine.setPreamble("");
    engine.setPreamble("Shot on 35 mm film.");
    expect(state().preamble).toBe("");
  });

  it("is a second generation when it is pressed again before a slow answer", async () => {
    const { engine } = setUp();
    submitted.mockReturnValue(new Promise(() => undefined));
    void engine.submit(nothing);
    vi.advanceTimersByTime(800);
    void engine.submit(nothing);
    expect(new Set(keys()).size).toBe(2);
  });

  it("sends nothing that cannot be sent, and says where to mend it", async () => {
    const { engine } = setUp({ prompt: " " });
    expect(await engine.submit(nothing)).toBe("prompt");
    engine.setMode("firstFrame");
    expect(await engine.submit(nothing)).toBe("firstFrame");
    expect(submitted).not.toHaveBeenCalled();
    expect(engine.getSnapshot().attempted).toBe(true);
  });

  it("shows the server's refusal and keeps everything", async () => {
    const { engine, calls, state } = setUp();
    const error = { code: "bad-input" as const, fields: { resolution: { code: "resolutionUnavailable" } } };
    submitted.mockResolvedValue({ ok: false, error });
    await engine.submit(nothing);
    expect(engine.getSnapshot().submitError).toEqual(error);
    expect(calls.onSubmitFailed).toHaveBeenCalledWith([keys()[0]], error);
    expect(state().prompt).toBe("A harbour at dawn");
  });
});

describe("A prompt that names a file that is not there", () => {
  const part = (prompt: string): DraftPart => ({ mode: "references", prompt, inputs: [{ role: "reference", assetId: "a" }] });

  it.each(["Image 3 waves", "@Image 3 waves", "图片3挥手"])(
    "%s: is asked about before it is sent, and sent when somebody says so",
    async (prompt) => {
      const { engine } = setUp(part(prompt), [image("a")]);
      expect(await engine.submit(nothing)).toBe("prompt");
      expect(engine.getSnapshot().mentions).toEqual([{ kind: "image", number: 3 }]);
      expect(submitted).not.toHaveBeenCalled();
      await engine.submit(nothing, { anyway: true });
      expect(submitted).toHaveBeenCalledOnce();
      expect(engine.getSnapshot().mentions).toBeNull();
    },
  );

  it("is asked about anew after a change, and not where each number has its file", async () => {
    const { engine } = setUp(part("Image 3 waves"), [image("a")]);
    await engine.submit(nothing);
    engine.dispatch({ type: "set", settings: { prompt: "Image 1 waves" } });
    expect(engine.getSnapshot().mentions).toBeNull();
    await engine.submit(nothing);
    expect(submitted).toHaveBeenCalledOnce();
  });
});

describe("Generate, while a file is on its way", () => {
  const press = async (part: DraftPart = {}) => {
    let arrive = (_answer: Awaited<ReturnType<typeof requestUploadAction>>) => {};
    vi.mocked(requestUploadAction).mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
    const all = setUp({ mode: "firstFrame", ...part });
    all.engine.addFiles([new File(["x"], "a.png", { type: "image/png" })], "firstFrame");
    await vi.waitFor(() => expect(requestUploadAction).toHaveBeenCalled());
    expect(await all.engine.submit(nothing)).toBeNull();
    return { ...all, arrive };
  };

  it("goes out by itself when the file is there", async () => {
    const { engine, arrive } = await press();
    expect(engine.getSnapshot().waiting).toBe(true);
    expect(submitted).not.toHaveBeenCalled();
    arrive({ ok: true, data: { asset: image("a"), uploadUrl: null } });
    await vi.waitFor(() => expect(submitted).toHaveBeenCalledOnce());
    expect(pressesOf(0)[0]!.draft.inputs).toEqual([{ role: "firstFrame", assetId: "a" }]);
    expect(engine.getSnapshot().waiting).toBe(false);
  });

  it("does not when the file is refused, or the draft changed meanwhile", async () => {
    const refused = await press();
    refused.arrive({ ok: false, error: { code: "unexpected" } });
    await vi.waitFor(() => expect(refused.engine.getSnapshot().waiting).toBe(false));
    const changed = await press();
    changed.engine.dispatch({ type: "set", settings: { prompt: "Something else" } });
    changed.arrive({ ok: true, data: { asset: image("a"), uploadUrl: null } });
    await vi.waitFor(() => expect(changed.state().inputs[0]?.asset?.id).toBe("a"));
    expect(submitted).not.toHaveBeenCalled();
  });

  it("waits for a file that was brought before anything could read it", async () => {
    const { engine, state } = setUp({ mode: "firstFrame" });
    engine.addFiles([new File(["x"], "a.png", { type: "image/png" })], "firstFrame");
    expect(state().inputs).toEqual([]);
    expect(await engine.submit(nothing)).toBeNull();
    expect(state().inputs).toMatchObject([{ role: "firstFrame", name: "a.png" }]);
    expect(submitted).not.toHaveBeenCalled();
  });

  it("still points out what else is missing", async () => {
    const { engine } = setUp({ mode: "firstFrame", prompt: "" });
    await engine.prepareFiles();
    engine.addFiles([new File(["x"], "a.png", { type: "image/png" })], "firstFrame");
    engine.setMode("references");
    expect(await engine.submit(nothing)).toBe("references");
  });
});

describe("files", () => {
  const picture = () => new File(["x"], "a.png", { type: "image/png" });
  const sound = () => new File(["x"], "a.mp3", { type: "audio/mpeg" });

  it("one picture in text mode is asked about, and goes where the answer says", async () => {
    const { engine, state } = setUp();
    await engine.prepareFiles();
    engine.addFiles([picture()], "auto");
    expect(engine.getSnapshot().asking).toHaveLength(1);
    expect(state().inputs).toEqual([]);
    engine.answerAsking("references");
    expect(engine.getSnapshot().asking).toBeNull();
    expect(state()).toMatchObject({ mode: "references", inputs: [{ role: "reference", name: "a.png" }] });
  });

  it("a sound changes the mode for eight seconds of second thoughts, and is kept either way", async () => {
    const { engine, state } = setUp();
    await engine.prepareFiles();
    engine.addFiles([sound()], "auto");
    expect(state().mode).toBe("references");
    engine.getSnapshot().notice!.undo();
    expect(state()).toMatchObject({ mode: "text", inputs: [{ name: "a.mp3" }] });
    engine.addFiles([sound()], "auto");
    vi.advanceTimersByTime(8000);
    expect(engine.getSnapshot().notice).toBeNull();
  });

  it("what a draft cannot hold is named, and the rest can be taken out and back with one press each", async () => {
    const { engine, state } = setUp({ mode: "references" });
    await engine.prepareFiles();
    engine.addFiles(
      Array.from({ length: 65 }, (_, index) => new File(["x"], `${index + 1}.png`, { type: "image/png" })),
      "references",
    );
    expect(draftSchema.safeParse(draftFromState(state())).success).toBe(true);
    expect(state().inputs).toHaveLength(60);
    expect(engine.getSnapshot().rejected.map(({ name, problem }) => [name, problem.code])).toEqual(
      [61, 62, 63, 64, 65].map((number) => [`${number}.png`, "tooManyFiles"]),
    );
    engine.removeReferences();
    expect(state().inputs).toEqual([]);
    engine.getSnapshot().notice!.undo();
    expect(state().inputs).toHaveLength(60);
  });

  it("an address that was dragged here says that the file did not come along", () => {
    const { engine } = setUp();
    engine.refuse("https://example.com/harbour.jpg", { code: "addressOnly", values: {} });
    expect(engine.getSnapshot().rejected).toMatchObject([{ name: "https://example.com/harbour.jpg", problem: { code: "addressOnly" } }]);
  });
});

it("a recipe replaces what is there, and can be taken back", () => {
  const { engine, state } = setUp({ mode: "references", inputs: [{ role: "reference", assetId: "a" }] }, [image("a")]);
  const recipe = {
    card: { id: "c" },
    recipe: makeDraft({ prompt: "Rain", resolution: "480p", ratio: "1:1", durationSeconds: 4, seed: 3 }).recipe,
    inputs: [],
    actual: { seed: 3 },
  } as unknown as ClipView;
  engine.load(recipe, {});
  expect(state()).toMatchObject({ mode: "text", prompt: "Rain", seed: null, inputs: [] });
  engine.getSnapshot().notice!.undo();
  expect(state()).toMatchObject({ mode: "references", prompt: "A harbour at dawn", inputs: [{ name: "a.png" }] });
});

describe("Two tabs on one project", () => {
  /** Time for a save and its answer. */
  const settle = () => vi.advanceTimersByTimeAsync(500);
  const open = () => {
    const tab = setUp();
    vi.stubGlobal("window", { addEventListener: nothing, removeEventListener: nothing });
    return { ...tab, leave: tab.engine.start() };
  };
  const write = (engine: ReturnType<typeof open>["engine"], prompt: string) => engine.dispatch({ type: "set", settings: { prompt } });

  it("follow each other while nothing would be lost", async () => {
    const [one, two] = [open(), open()];
    write(one.engine, "Written in the first");
    await settle();
    // No timer governs the channel between the tabs.
    vi.useRealTimers();
    await vi.waitFor(() => expect(two.state().prompt).toBe("Written in the first"));
    expect(two.engine.getSnapshot().theirs).toBeNull();
    one.leave();
    two.leave();
  });

  it("keep both drafts when they part, until a person chooses", async () => {
    const { engine, state, leave } = open();
    const theirs = { draft: makeDraft({ prompt: "Theirs" }), assets: [], version: 5 };
    vi.mocked(saveDraftAction).mockResolvedValueOnce({ ok: true, data: { saved: false, theirs } });
    write(engine, "Mine");
    await settle();
    expect(engine.getSnapshot()).toMatchObject({ theirs, save: "conflict", state: { prompt: "Mine" } });
    engine.takeTheirs();
    expect(state().prompt).toBe("Theirs");
    engine.getSnapshot().notice!.undo();
    expect(state().prompt).toBe("Mine");
    await settle();
    expect(vi.mocked(saveDraftAction).mock.lastCall?.[1]).toMatchObject({ draft: { recipe: { prompt: "Mine" } }, version: 5 });
    leave();
  });

  it("mine is saved over what I was shown, and over nothing newer", async () => {
    const { engine, leave } = open();
    const theirs = { draft: makeDraft({ prompt: "Theirs" }), assets: [], version: 5 };
    vi.mocked(saveDraftAction).mockResolvedValueOnce({ ok: true, data: { saved: false, theirs } });
    write(engine, "Mine");
    await settle();
    engine.keepMine();
    await settle();
    expect(vi.mocked(saveDraftAction).mock.lastCall?.[1]).toMatchObject({ draft: { recipe: { prompt: "Mine" } }, version: 5 });
    expect(engine.getSnapshot()).toMatchObject({ theirs: null, save: "saved" });
    leave();
  });
});

describe("A change of mode", () => {
  it("keeps what a number typed by hand means, says so, and is taken back with one press", () => {
    const assets = [1, 2].map((number) => image(`00000000-0000-7000-8000-00000000000${number}`));
    const inputs = assets.map(({ id }) => ({ role: "reference" as const, assetId: id }));
    const { engine, state } = setUp({ mode: "references", prompt: "In the light of Image 2", inputs }, assets);
    const before = state();
    engine.setMode("firstLast");
    expect(state().prompt).toBe(`In the light of @{${assets[1]!.id}:image2}`);
    const { notice } = engine.getSnapshot();
    expect(notice?.code).toBe("mentionsParked");
    notice!.undo();
    expect(state()).toEqual(before);
    engine.dispatch({ type: "set", settings: { prompt: "Words alone" } });
    engine.setMode("text");
    expect(engine.getSnapshot().notice).toBeNull();
  });
});
