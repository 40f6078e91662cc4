import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it } from "vitest";
import type { GenerationView } from "@/lib/generations/view";
import { addOptimistic, localGenerationsQuery, settleOptimistic } from "./optimistic";
import { generationsQuery, mergeFirstPage, readFeed, removeGeneration, upsertGeneration } from "./query-options";
import { makeDraft } from "@/lib/testing/draft";

const author = { id: "me", name: "Me" };
let client: QueryClient;

const press = (key: string, prompt = "Rain") =>
  addOptimistic(client, "team", "film", { key, projectId: "p", draft: makeDraft({ prompt }), inputs: [], author });
const locals = () => client.getQueryData(localGenerationsQuery("team", "film").queryKey) ?? [];

/** A view as the server gives it, made from a press so that it has every field. */
function view(id: string, overrides: Partial<GenerationView> = {}): GenerationView {
  const other = new QueryClient();
  addOptimistic(other, "team", "film", { key: id, projectId: "p", draft: makeDraft({ prompt: "Rain" }), inputs: [], author });
  const [local] = other.getQueryData(localGenerationsQuery("team", "film").queryKey) ?? [];
  return { ...local!.view, version: 1, ...overrides };
}
const at = (id: string, second: number, overrides: Partial<GenerationView> = {}) =>
  view(id, { times: { ...view(id).times, created: new Date(Date.UTC(2001, 0, 1, 8, 0, second)).toISOString() }, ...overrides });

const load = (items: GenerationView[], nextCursor: string | null = null) =>
  client.setQueryData(generationsQuery("team", "film").queryKey, { pages: [{ items, nextCursor }], pageParams: [null] });
const ids = () => readFeed(client, "team", "film").map((item) => item.id);

beforeEach(() => {
  client = new QueryClient();
});

describe("upsertGeneration", () => {
  it("puts a new one at its place by time, and by id where times are equal", () => {
    load([at("e", 5), at("c", 3), at("a", 1)]);
    upsertGeneration(client, "team", "film", at("f", 6));
    upsertGeneration(client, "team", "film", at("d", 3));
    upsertGeneration(client, "team", "film", at("0", 0));
    expect(ids()).toEqual(["f", "e", "d", "c", "a", "0"]);
  });

  it("leaves one that lies below the loaded rows to its page", () => {
    load([at("b", 2)], "cursor");
    upsertGeneration(client, "team", "film", at("a", 1));
    expect(ids()).toEqual(["b"]);
  });

  it("never goes back to an older answer", () => {
    load([at("a", 1, { version: 5, status: "ready" })]);
    upsertGeneration(client, "team", "film", at("a", 1, { version: 4, status: "running" }));
    expect(readFeed(client, "team", "film")[0]?.status).toBe("ready");
    upsertGeneration(client, "team", "film", at("a", 1, { version: 5, status: "ready", hasPoster: true }));
    expect(readFeed(client, "team", "film")[0]?.hasPoster).toBe(true);
  });

  it("removes what is gone", () => {
    load([at("b", 2), at("a", 1)]);
    removeGeneration(client, "team", "film", "b");
    expect(ids()).toEqual(["a"]);
  });
});

describe("mergeFirstPage", () => {
  it("takes the fresh page for its reach and keeps what lies below", () => {
    load([at("d", 4), at("c", 3), at("b", 2), at("a", 1)], "deep");
    mergeFirstPage(client, "team", "film", { items: [at("e", 5), at("c", 3)], nextCursor: "after c" });
    expect(ids()).toEqual(["e", "c", "b", "a"]);
    expect(client.getQueryData(generationsQuery("team", "film").queryKey)?.pages.at(-1)?.nextCursor).toBe("deep");
  });

  it("starts anew when more arrived than a page holds, so that nothing is missing in between", () => {
    load([at("b", 2), at("a", 1)]);
    mergeFirstPage(client, "team", "film", { items: [at("z", 50), at("y", 49)], nextCursor: "after y" });
    expect(ids()).toEqual(["z", "y"]);
  });

  it("a whole list is the truth about everything", () => {
    load([at("b", 2), at("a", 1)]);
    mergeFirstPage(client, "team", "film", { items: [at("b", 2)], nextCursor: null });
    expect(ids()).toEqual(["b"]);
  });

  it("keeps what was made while the page was being read", () => {
    load([view("new"), at("b", 2)]);
    mergeFirstPage(client, "team", "film", { items: [at("b", 2)], nextCursor: null });
    expect(ids()).toEqual(["new", "b"]);
    load([view("first ever")]);
    mergeFirstPage(client, "team", "film", { items: [], nextCursor: null });
    expect(ids()).toEqual(["first ever"]);
  });

  it("does not go back behind what is known already", () => {
    load([at("b", 2, { version: 3, status: "ready" })]);
    mergeFirstPage(client, "team", "film", { items: [at("b", 2, { version: 2, status: "running" })], nextCursor: null });
    expect(readFeed(client, "team", "film")[0]?.status).toBe("ready");
  });
});

describe("a press of Generate", () => {
  it("shows one card for one key, newest first", () => {
    press("k1");
    press("k1");
    press("k2", "Snow");
    expect(locals().map((local) => local.view.recipe.prompt)).toEqual(["Snow", "Rain"]);
  });

  it("gives way to the real card, which has its id, even if its event is faster than the answer", () => {
    load([]);
    press("k1");
    upsertGeneration(client, "team", "film", view("k1"));
    expect([locals().length, ids()]).toEqual([0, ["k1"]]);
    settleOptimistic(client, "team", "film", "k1", null);
    upsertGeneration(client, "team", "film", view("k1"));
    expect(ids()).toEqual(["k1"]);
  });

  it("two presses of the same recipe are two cards until each has its answer, and so is somebody else's of the same words", () => {
    load([]);
    press("k1");
    press("k2");
    upsertGeneration(client, "team", "film", view("theirs", { author: { id: "you", name: "You" } }));
    upsertGeneration(client, "team", "film", view("k1"));
    expect(locals().map((local) => local.key)).toEqual(["k2"]);
  });

  it("that came to nothing stays and says why, until it is dismissed", () => {
    press("k1");
    settleOptimistic(client, "team", "film", "k1", { code: "storage-full" });
    upsertGeneration(client, "team", "film", view("other"));
    expect(locals()[0]?.error).toEqual({ code: "storage-full" });
    settleOptimistic(client, "team", "film", "k1", null);
    expect(locals()).toEqual([]);
  });
});
