import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AssetKind, InputRole } from "@/lib/models/catalog";
import { mentionToken, tokensIn } from "@/lib/models/mention-tokens";
import { emptyState, type ComposerInput, type ComposerState } from "./composer-state";
import { reduceComposer, type ComposerAction } from "./draft-reducer";
import { compiledPrompt, followInputs, strandedMentions } from "./follow-mentions";

const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const input = (number: number, { kind = "image", role = "reference" }: { kind?: AssetKind; role?: InputRole } = {}): ComposerInput => ({
  ...{ key: `k${number}`, role, name: `${number}.png`, kind, upload: null, previewUrl: null, measured: null },
  asset: { id: id(number) } as ComposerInput["asset"],
});
const state = (prompt: string, inputs: ComposerInput[], mode: ComposerState["mode"] = "references"): ComposerState => ({
  ...emptyState(),
  ...{ prompt, inputs, mode },
});
const three = [input(1), input(2), input(3)];
const after = (prompt: string, action: ComposerAction, inputs = three) => reduceComposer(state(prompt, inputs), action);

describe("when a reference is removed or moved, the prompt goes on meaning the same", () => {
  test("numbers that were typed by hand follow, in every spelling", () => {
    const moved = after("Image 3 hands @Image1 the rope of [image 2]; 图3", { type: "move", key: "k3", to: 0 });
    expect(moved.prompt).toBe("Image 1 hands @Image2 the rope of [image 3]; 图1");
    expect(after("Image 2 and Image 3", { type: "remove", key: "k1" }).prompt).toBe("Image 1 and Image 2");
    expect(after("Video 1 and Image 3", { type: "move", key: "k3", to: 0 }).prompt).toBe("Video 1 and Image 1");
  });

  test("a number of what is gone becomes a mention that says so, and is whole again with its file", () => {
    const gone = after("Image 2 is the captain of Image 3", { type: "remove", key: "k2" });
    expect(strandedMentions(gone.prompt, gone)).toEqual([{ id: id(2), name: { kind: "image", number: 2 }, isParked: false }]);
    expect(compiledPrompt(gone)).toMatch(/ is the captain of Image 2$/);
    const back = { ...gone, inputs: three };
    expect(compiledPrompt({ ...back, prompt: followInputs(gone.prompt, gone, back) })).toBe("Image 2 is the captain of Image 3");
  });

  test("mentions need nothing, and remember their name when their file goes", () => {
    const prompt = `${mentionToken(id(2))} walks`;
    expect(compiledPrompt(after(prompt, { type: "move", key: "k2", to: 0 }))).toBe("Image 1 walks");
    expect(tokensIn(after(prompt, { type: "remove", key: "k2" }).prompt)).toMatchObject([{ was: { kind: "image", number: 2 } }]);
  });

  test("a file that another one replaces hands its mentions on, and so does one that arrives", () => {
    const asset = { id: id(9) } as ComposerInput["asset"];
    const key = "00000000-0000-7000-8000-00000000000a";
    const replaced = after(`${mentionToken(id(2))} and Image 2`, { type: "update", key: "k2", patch: { asset } });
    expect(compiledPrompt(replaced)).toBe("Image 2 and Image 2");
    const arriving = { ...input(4), key, asset: null };
    const arrived = after(`${mentionToken(key)} walks`, { type: "update", key, patch: { asset } }, [arriving]);
    expect(tokensIn(arrived.prompt)).toMatchObject([{ id: id(9) }]);
  });

  test("of frames, the one that takes the place is meant", () => {
    const frames = [input(1, { role: "firstFrame" }), input(2, { role: "lastFrame" })];
    const before = state(`${mentionToken(id(1))} turns into Image 2`, frames, "firstLast");
    const taken = reduceComposer(before, { type: "add", inputs: [input(5, { role: "firstFrame" })] });
    expect(compiledPrompt(taken)).toBe("Image 1 turns into Image 2");
    expect(compiledPrompt(reduceComposer(before, { type: "swapFrames" }))).toBe("Image 2 turns into Image 1");
  });

  test("a mode that parks files says so, of numbers that were typed by hand as well, and back in their mode all is as it was", () => {
    const parked = after(`${mentionToken(id(2))} and Image 1`, { type: "setMode", mode: "text" });
    expect(strandedMentions(parked.prompt, parked)).toEqual(
      [2, 1].map((number) => ({ id: id(number), name: { kind: "image", number }, isParked: true })),
    );
    expect(compiledPrompt(reduceComposer(parked, { type: "setMode", mode: "references" }))).toBe("Image 2 and Image 1");
  });

  test("a number never comes to mean a file of another mode", () => {
    const inputs = [...three, input(4, { role: "firstFrame" }), input(5, { role: "lastFrame" })];
    const frames = after("the light of Image 2", { type: "setMode", mode: "firstLast" }, inputs);
    expect(strandedMentions(frames.prompt, frames)).toMatchObject([{ id: id(2), isParked: true }]);
    // The same picture as a frame is the same picture.
    const same = after("the light of Image 2", { type: "setMode", mode: "firstFrame" }, [
      ...three,
      { ...input(2, { role: "firstFrame" }), key: "f" },
    ]);
    expect(compiledPrompt(same)).toBe("the light of Image 1");
    // Where nothing was sent a number meant nothing yet: it means what it names from now on.
    expect(reduceComposer(state("Image 2 walks", three, "text"), { type: "setMode", mode: "references" }).prompt).toBe("Image 2 walks");
  });

  test("whatever is moved: each number names the file that it named before", () => {
    const files = [input(1), input(2, { kind: "video" }), input(3), input(4, { kind: "audio" }), input(5)];
    const prompt = "Image 1, Image 2, Image 3, Video 1, Audio 1";
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.nat(4))), (moves) => {
        const now = moves.reduce(
          (before, [from, to]) => reduceComposer(before, { type: "move", key: files[from]!.key, to }),
          state(prompt, files),
        );
        const keyOf = ({ inputs }: ComposerState, said: string) => {
          const [kind, number] = said.toLowerCase().split(" ");
          return inputs.filter((file) => file.kind === kind)[Number(number) - 1]!.key;
        };
        const meant = (of: ComposerState) => of.prompt.split(", ").map((said) => keyOf(of, said));
        expect(meant(now)).toEqual(meant(state(prompt, files)));
      }),
    );
  });
});
