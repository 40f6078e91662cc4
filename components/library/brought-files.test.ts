import { beforeEach, describe, expect, it, vi } from "vitest";
import type { UploadNews } from "@/components/assets/upload-queue";
import type { AssetView } from "@/lib/assets/view";
import { BroughtFiles } from "./brought-files";

let tell: (key: string, news: UploadNews) => void;
const queue = vi.hoisted(() => ({ add: vi.fn(), pause: vi.fn(), retry: vi.fn(), keepOnly: vi.fn() }));
vi.mock("@/components/assets/upload-queue", () => ({
  createUploadQueue: ({ onNews }: { onNews: typeof tell }) => {
    tell = onNews;
    return queue;
  },
}));
vi.mock("@/lib/assets/actions", () => ({}));

const file = (name: string) => new File(["abc"], name, { type: "image/png" });
const arrived = (problem: AssetView["problem"] = null) => ({ upload: null, asset: { id: "a", problem } as AssetView });
const listens = vi.fn();
const leaves = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal("addEventListener", listens);
  vi.stubGlobal("removeEventListener", leaves);
});

describe("files brought to the library", () => {
  it("are on the list until they are there, and a page that is left asks first for just so long", () => {
    const store = new BroughtFiles("team");
    store.add([file("a.png"), file("b.png")]);
    const [a, b] = store.read();
    expect((queue.add.mock.calls as [string, File][]).map(([key, { name }]) => [key, name])).toEqual([
      [a!.key, "a.png"],
      [b!.key, "b.png"],
    ]);
    expect(listens).toHaveBeenLastCalledWith("beforeunload", expect.any(Function));
    tell(a!.key, arrived());
    expect(store.read().map(({ name }) => name)).toEqual(["b.png"]);
    expect(leaves).not.toHaveBeenCalled();
    tell(b!.key, arrived());
    expect(store.read()).toEqual([]);
    expect(leaves).toHaveBeenLastCalledWith("beforeunload", listens.mock.calls[0]![1]);
  });

  it("that broke a limit are kept and told of; what is dismissed is let go", () => {
    const store = new BroughtFiles("team");
    store.add([file("wide.png")]);
    const { key } = store.read()[0]!;
    const problem = { code: "imageRatio" as never, values: {} };
    tell(key, arrived(problem));
    expect(store.read()).toMatchObject([{ name: "wide.png", upload: { step: "problem", problem, retryable: false } }]);
    store.remove(key);
    expect(store.read()).toEqual([]);
    expect(queue.keepOnly).toHaveBeenLastCalledWith(new Set());
  });
});
