import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { packPage } from "@/lib/generations/page";
import type { CardView } from "@/lib/generations/view";
import { addOptimistic, cardOfPress, localGenerationsQuery, settleOptimistic } from "./optimistic";
import { showAhead, takeOut } from "./do-ahead";
import { joinTop, keepBetween } from "./let-go";
import {
  generationsQuery,
  listAt,
  mergeFirstPage,
  readFeed,
  refreshFeed,
  refreshGenerations,
  removeGeneration,
  upsertGeneration,
} from "./query-options";
import { encodeCursor } from "@/lib/shared/cursor";
import { makeDraft } from "@/lib/testing/draft";

const author = { id: "me", name: "Me" };
let client: QueryClient;

const press = (key: string, prompt = "Rain") =>
  addOptimistic(client, "team", "film", cardOfPress({ id: key, draft: makeDraft({ prompt }), inputs: [], author }));
const locals = () => client.getQueryData(localGenerationsQuery("team", "film").queryKey) ?? [];

/** A view as the server gives it, made from a press so that it has every field. */
function view(id: string, overrides: Partial<CardView> = {}): CardView {
  return { ...cardOfPress({ id, draft: makeDraft({ prompt: "Rain" }), inputs: [], author }), revision: 1, ...overrides };
}
const at = (id: string, second: number, overrides: Partial<CardView> = {}) =>
  view(id, { created: new Date(Date.UTC(2001, 0, 1, 8, 0, second)).toISOString(), ...overrides });

const load = (items: CardView[], nextCursor: string | null = null) =>
  client.setQueryData(generationsQuery("team", "film").queryKey, { pages: [{ items, nextCursor }], pageParams: [null] });
const ids = () => readFeed(client, "team", "film").map((item) => item.id);

beforeEach(() => {
  client = new QueryClient();
});

describe("what is loaded far from the eye", () => {
  const items = [at("e", 5), at("d", 4), at("c", 3), at("b", 2), at("a", 1)];
  const read = (list = "") => client.getQueryData(generationsQuery("team", "film", list).queryKey)?.pages;
  const shows = (...names: string[]) => names.map((id) => expect.objectContaining({ id }));
  const cursor = ({ created, id }: CardView) => encodeCursor({ createdAt: new Date(created), id });

  it("is let go, and asked for again on either side", () => {
    load(items, "after a");
    keepBetween(client, ["team", "film", ""], [items[1]!, items[3]!]);
    expect(read()).toEqual([{ items: shows("d", "c", "b"), prevCursor: cursor(items[1]!), nextCursor: cursor(items[3]!) }]);
    upsertGeneration(client, "team", "film", at("f", 6));
    expect(ids(), "what is new lies beyond").toEqual(["d", "c", "b"]);
  });

  it("goes on as another list, while the one from the top keeps its newest", () => {
    const part = listAt("", "2001-01-01T08:01 UTC");
    load(items, "after a");
    keepBetween(client, ["team", "film", ""], [items[2]!, items[4]!], part);
    keepBetween(client, ["team", "film", ""], [items[0]!, items[1]!]);
    expect(read(part)).toEqual([{ items: shows("c", "b", "a"), prevCursor: cursor(items[2]!), nextCursor: "after a" }]);
    expect(read()).toEqual([{ items: shows("e", "d"), prevCursor: null, nextCursor: cursor(items[1]!) }]);
  });

  it("stays where the list has changed meanwhile", () => {
    load(items, "after a");
    keepBetween(client, ["team", "film", ""], [at("gone", 4), items[3]!]);
    expect(ids()).toHaveLength(5);
  });
});

describe("a part of a list that was gone through to its top", () => {
  const list = listAt("", "2001-01-01T12:00 UTC");
  const loadPart = (items: CardView[], nextCursor: string | null) =>
    client.setQueryData(generationsQuery("team", "film", list).queryKey, {
      pages: [{ items, nextCursor, prevCursor: null }],
      pageParams: [null],
    });
  const top = () => client.getQueryData(generationsQuery("team", "film").queryKey)?.pages;

  it("is the list, with what came to that meanwhile, and goes on where it did", () => {
    load([at("f", 6), at("e", 5)], "after e");
    loadPart([at("e", 5), at("d", 4), at("c", 3)], "after c");
    joinTop(client, "team", "film", list);
    expect(top()).toEqual([{ items: ["f", "e", "d", "c"].map((id) => expect.objectContaining({ id })), nextCursor: "after c" }]);
    upsertGeneration(client, "team", "film", at("g", 7));
    expect(ids()).toEqual(["g", "f", "e", "d", "c"]);
  });

  it("loses nothing of a list that reaches further", () => {
    load([at("e", 5), at("d", 4), at("c", 3)], "after c");
    loadPart([at("e", 5, { revision: 2 }), at("d", 4)], "after d");
    joinTop(client, "team", "film", list);
    expect(top()).toMatchObject([{ items: [{ id: "e", revision: 2 }, { id: "d" }, { id: "c" }], nextCursor: "after c" }]);
  });
});

describe("takeOut", () => {
  it("puts back what the server did not agree to, and no ghost of what a colleague deleted meanwhile", () => {
    load([at("c", 3), at("b", 2), at("a", 1)]);
    const putBack = takeOut(client, "team", "film", [at("c", 3), at("b", 2)]);
    expect(ids()).toEqual(["a"]);
    removeGeneration(client, "team", "film", "b");
    putBack();
    expect(ids()).toEqual(["c", "a"]);
  });
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
    const video = { durationMs: 5000 };
    load([at("a", 1, { revision: 5, status: "ready" })]);
    upsertGeneration(client, "team", "film", at("a", 1, { revision: 4, status: "running" }));
    expect(readFeed(client, "team", "film")[0]?.status).toBe("ready");
    upsertGeneration(client, "team", "film", at("a", 1, { revision: 5, status: "ready", video }));
    expect(readFeed(client, "team", "film")[0]?.video).toEqual(video);
  });

  it("removes what is gone", () => {
    load([at("b", 2), at("a", 1)]);
    removeGeneration(client, "team", "film", "b");
    expect(ids()).toEqual(["a"]);
  });
});

describe("what is looked for", () => {
  const found = (find: string) => readFeed(client, "team", "film", find).map((item) => item.id);
  const loadFound = (find: string, items: CardView[]) =>
    client.setQueryData(generationsQuery("team", "film", find).queryKey, { pages: [{ items, nextCursor: null }], pageParams: [null] });

  it("is a list of its own: a change reaches what it has, and a new clip only the whole list", () => {
    load([at("b", 2)]);
    loadFound("q=rain", [at("b", 2)]);
    upsertGeneration(client, "team", "film", at("b", 2, { revision: 2, status: "ready" }));
    upsertGeneration(client, "team", "film", at("c", 3));
    expect([found(""), found("q=rain")]).toEqual([["c", "b"], ["b"]]);
    expect(readFeed(client, "team", "film", "q=rain")[0]?.status).toBe("ready");
    removeGeneration(client, "team", "film", "b", "q=rain");
    expect([found(""), found("q=rain")]).toEqual([["c", "b"], []]);
  });

  it("has its order, in which a clip moves by what is said of it", () => {
    const rated = (id: string, second: number, rating: number, revision = 1) => at(id, second, { revision, marks: { rating } });
    loadFound("sort=rating", [rated("a", 1, 5), rated("c", 3, 2), rated("b", 2, 2)]);
    upsertGeneration(client, "team", "film", rated("b", 2, 5, 2));
    expect(found("sort=rating")).toEqual(["b", "a", "c"]);
    loadFound("sort=oldest", [at("a", 1), at("c", 3)]);
    mergeFirstPage(client, "team", "film", { items: [at("a", 1), at("b", 2), at("c", 3)], nextCursor: null }, { find: "sort=oldest" });
    expect(found("sort=oldest")).toEqual(["a", "b", "c"]);
  });

  it("takes what the server says fits, and lets go of what does not", async () => {
    load([at("b", 2), at("a", 1)]);
    loadFound("q=rain", [at("a", 1)]);
    const answer = { ok: true, data: packPage({ items: [at("b", 2)], nextCursor: null }) };
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json(answer)));
    await refreshGenerations(client, "team", "film", ["a", "b"], "q=rain");
    vi.unstubAllGlobals();
    expect([found(""), found("q=rain")]).toEqual([["b", "a"], ["b"]]);
  });

  it("takes the face of a stack in the place of the one before", async () => {
    loadFound("stack=yes", [at("c", 3), at("a", 1)]);
    const answer = { ok: true, data: packPage({ items: [at("b", 2)], nextCursor: null }) };
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json(answer)));
    const fitting = await refreshGenerations(client, "team", "film", ["a"], "stack=yes");
    vi.unstubAllGlobals();
    expect([found("stack=yes"), fitting.map(({ id }) => id)]).toEqual([["c", "b"], ["b"]]);
  });

  it("gets back what was thrown away and is not, where it was shown", () => {
    loadFound("q=rain", [at("b", 2), at("a", 1)]);
    const putBack = takeOut(client, "team", "film", [at("b", 2)]);
    expect(found("q=rain")).toEqual(["a"]);
    putBack();
    expect(found("q=rain")).toEqual(["b", "a"]);
  });
});

describe("showAhead", () => {
  const best = generationsQuery("team", "film", "sort=rating").queryKey;
  const found = () => readFeed(client, "team", "film", "sort=rating").map(({ id, marks }) => [id, marks?.rating]);
  const rated = (id: string, rating: number, revision = 1) => at(id, 1, { revision, marks: { rating } });
  const rateLow = () => showAhead(client, "team", "film", [rated("a", 5)], (view) => ({ ...view, marks: { rating: 1 } }));
  beforeEach(() =>
    client.setQueryData(best, { pages: [{ items: [rated("a", 5), rated("b", 4)], nextCursor: "more" }], pageParams: [null] }),
  );

  it("gives back what moved below the loaded rows when the server does not agree", () => {
    const putBack = rateLow();
    expect(found()).toEqual([["b", 4]]);
    putBack();
    expect(found()).toEqual([
      ["a", 5],
      ["b", 4],
    ]);
  });

  it("brings back no ghost of what a colleague deleted meanwhile", () => {
    const putBack = rateLow();
    removeGeneration(client, "team", "film", "a");
    putBack();
    expect(found()).toEqual([["b", 4]]);
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
    load([at("b", 2, { revision: 3, status: "ready" })]);
    mergeFirstPage(client, "team", "film", { items: [at("b", 2, { revision: 2, status: "running" })], nextCursor: null });
    expect(readFeed(client, "team", "film")[0]?.status).toBe("ready");
  });
});

describe("refreshFeed", () => {
  const asked: string[] = [];
  const server = (items: CardView[]) =>
    vi.stubGlobal("fetch", async (url: string) => {
      asked.push(url);
      const ids = new URL(url, "http://studio").searchParams.get("ids")?.split(",");
      const data = ids
        ? packPage({ items: items.filter((item) => ids.includes(item.id)), nextCursor: null })
        : { items: items.map(({ id, revision }) => ({ id, revision })), nextCursor: "after" };
      return Response.json({ ok: true, data });
    });
  beforeEach(() => void asked.splice(0));
  afterEach(() => vi.unstubAllGlobals());

  it("asks for revisions, and for no card that it has", async () => {
    const items = [at("b", 2), at("a", 1)];
    load(items, "deep");
    server(items);
    await refreshFeed(client, "team", "film");
    expect([asked.length, ids()]).toEqual([1, ["b", "a"]]);
  });

  it("asks for those that are new or other, and drops what is gone", async () => {
    load([at("c", 3), at("b", 2), at("a", 1)], "deep");
    server([at("d", 4), at("c", 3, { revision: 2, status: "ready" }), at("a", 1)]);
    await refreshFeed(client, "team", "film");
    expect([asked.length, ids()]).toEqual([2, ["d", "c", "a"]]);
    expect(new URL(asked[1]!, "http://studio").searchParams.get("ids")).toBe("d,c");
    expect(readFeed(client, "team", "film")[1]?.status).toBe("ready");
  });
});

describe("what changes here while it is being read", () => {
  /** Answers with what was there before `meanwhile`. */
  const server = (answer: (url: string) => unknown, meanwhile: () => void) =>
    vi.stubGlobal("fetch", async (url: string) => {
      const data = answer(url);
      meanwhile();
      return Response.json({ ok: true, data });
    });
  afterEach(() => vi.unstubAllGlobals());
  const [b, a] = [at("brought-back", 2), at("a", 1)];

  it("is newer than a list that was read before", async () => {
    const gone = at("gone", 3);
    load([gone, b, a]);
    removeGeneration(client, "team", "film", b.id);
    const [page, cards] = [[gone, a].map(({ id, revision }) => ({ id, revision })), packPage({ items: [gone], nextCursor: null })];
    server(
      (url) => (url.includes("ids=") ? cards : { items: page, nextCursor: null }),
      () => {
        upsertGeneration(client, "team", "film", b);
        removeGeneration(client, "team", "film", gone.id);
      },
    );
    await refreshFeed(client, "team", "film");
    expect(ids()).toEqual([b.id, a.id]);
  });

  it("is newer than a look at the row alone", async () => {
    load([a]);
    server(
      () => packPage({ items: [at("gone too", 4)], nextCursor: null }),
      () => {
        upsertGeneration(client, "team", "film", b);
        removeGeneration(client, "team", "film", "gone too");
      },
    );
    await refreshGenerations(client, "team", "film", [b.id, "gone too"]);
    expect(ids()).toEqual([b.id, a.id]);
  });
});

describe("a press of Generate", () => {
  it("shows one card for one key, newest first", () => {
    press("k1");
    press("k1");
    press("k2", "Snow");
    expect(locals().map((local) => local.view.prompt)).toEqual(["Snow", "Rain"]);
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
