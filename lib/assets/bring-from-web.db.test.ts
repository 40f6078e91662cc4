import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { assetKey } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { db, truncateAll } from "@/lib/testing/database";
import { makeMember } from "@/lib/testing/factories";
import { bringFromWeb } from "./bring-from-web";

let actor: Actor;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
});

const picture = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: "#336699" } })
    .png()
    .toBuffer();

/** A web that answers in this order; it tells where it was asked. */
function web(...answers: Response[]) {
  const asked: string[] = [];
  const fetch = (url: Parameters<typeof globalThis.fetch>[0], init?: RequestInit): Promise<Response> => {
    asked.push(String(url));
    // Nothing of the person's goes along.
    expect(Object.keys(init?.headers ?? {}).sort()).toEqual(["accept-encoding", "user-agent"]);
    return Promise.resolve(answers.shift() ?? new Response("nothing more", { status: 500 }));
  };
  return { asked, fetch };
}
const PLACE = { url: "https://pictures.example/a%20gull.png?size=large" };
const refusal = (code: string) => ({ fields: { file: { code } } });
const answer = (body: BodyInit, type = "image/png", more = {}) => new Response(body, { headers: { "content-type": type, ...more } });
const moved = (location: string) => new Response(null, { status: 302, headers: { location } });

describe("a picture of another page", () => {
  it("becomes a file of the team, once, as if it had been brought", async () => {
    const bytes = new Uint8Array(await picture());
    const taken = await bringFromWeb(actor, PLACE, web(moved("https://cdn.example/x"), answer(bytes)));
    expect(taken).toMatchObject({ kind: "image", name: "a gull.png", width: 640, height: 480, status: "ready" });
    expect(await getStorage().stat(assetKey(actor.teamId, taken.id))).not.toBeNull();
    expect((await bringFromWeb(actor, PLACE, web(answer(bytes, "application/octet-stream")))).id).toBe(taken.id);
  });

  it.each([
    "http://pictures.example/a.png",
    "https://127.0.0.1/a.png",
    "https://[::1]/a.png",
    "https://169.254.169.254/latest",
    "https://2130706433/",
  ])("is not asked for at %s, nor by way of a redirect to it", async (url) => {
    const { asked, fetch } = web();
    await expect(bringFromWeb(actor, { url }, { fetch })).rejects.toMatchObject(refusal("addressOnly"));
    expect(asked).toEqual([]);
    const second = web(moved(url));
    await expect(bringFromWeb(actor, PLACE, second)).rejects.toMatchObject(refusal("addressOnly"));
    expect(second.asked).toEqual([PLACE.url]);
    expect(await db.asset.count()).toBe(0);
  });

  it.each(["file:///etc/passwd", "data:image/png;base64,AA", "https://user:secret@pictures.example/", "nothing"])(
    "is none at %s",
    async (url) => {
      await expect(bringFromWeb(actor, { url }, web())).rejects.toMatchObject(refusal("addressOnly"));
    },
  );

  it("is not fetched where a name leads inside, now or when it is asked a second time", async () => {
    for (const addresses of [["10.0.0.7"], ["8.8.8.8", "127.0.0.1"], ["fd00::1"]]) {
      const lookup = () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));
      await expect(bringFromWeb(actor, PLACE, { lookup })).rejects.toMatchObject(refusal("addressOnly"));
    }
  });

  it("is refused for what it is: too large, said or not, a page, a clip in a picture's clothes, broken, slow", async () => {
    const huge = () => answer("", "image/png", { "content-length": String(1024 ** 3) });
    const endless = () => {
      const megabyte = new Uint8Array(1024 * 1024);
      return answer(new ReadableStream({ pull: (controller) => controller.enqueue(megabyte) }));
    };
    const clip = new Uint8Array([0, 0, 0, 24, ...Buffer.from("ftypisom"), ...new Array<number>(64).fill(0)]);
    const silent = () => answer(new ReadableStream({ pull: () => new Promise(() => undefined) }));
    const cases: [Response, string][] = [
      [huge(), "tooLarge"],
      [endless(), "tooLarge"],
      [answer("<!doctype html>", "text/html"), "addressOnly"],
      [answer("<!doctype html>"), "addressOnly"],
      [answer(clip), "addressOnly"],
      [answer(new Uint8Array((await picture()).subarray(0, 60))), "unreadable"],
      [answer("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), "addressOnly"],
      [silent(), "addressOnly"],
      [new Response("", { status: 403 }), "addressOnly"],
    ];
    for (const [response, code] of cases) {
      const attempt = bringFromWeb(actor, PLACE, { ...web(response), slowest: { bytesPerSecond: 1024, windowMs: 20 } });
      await expect(attempt, code).rejects.toMatchObject(refusal(code));
    }
    expect(await db.asset.count({ where: { status: "ready" } })).toBe(0);
  });
});
