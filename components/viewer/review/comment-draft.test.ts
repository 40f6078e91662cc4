import { expect, it } from "vitest";
import { CommentDraft } from "./comment-draft";

it("a press whose answer was lost has the same key, and another one when anything of it changed", () => {
  const draft = new CommentDraft("key");
  draft.set({ text: "Darker" });
  const { key } = draft.send();
  expect(draft.send().key).toBe(key);
  draft.set({
    drawing: [
      {
        ink: "text",
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
  });
  const drawn = draft.send();
  expect(drawn.key).not.toBe(key);
  expect(drawn.drafted.drawing).toHaveLength(1);
  draft.set({ frames: { from: 3, to: 3 } });
  expect(draft.send().key).not.toBe(drawn.key);
});

it("what is said is gone, and said again it is something new", () => {
  const draft = new CommentDraft("key");
  draft.set({ text: "Yes" });
  const { key } = draft.send();
  expect(draft.settle()).toBe(true);
  expect(draft.read().text).toBe("");
  draft.set({ text: "Yes" });
  expect(draft.send().key).not.toBe(key);
});

it("what is written while it is being sent stays", () => {
  const draft = new CommentDraft("key");
  draft.set({ text: "Darker" });
  draft.send();
  draft.set({ text: "Darker, and slower" });
  expect(draft.settle()).toBe(false);
  expect(draft.read().text).toBe("Darker, and slower");
});
