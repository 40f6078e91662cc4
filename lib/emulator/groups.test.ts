import { afterEach, describe, expect, it } from "vitest";

import { createKit, drawing, type Kit, picture, text } from "./test-kit";

let kit: Kit;
afterEach(() => kit.emulator.close());

const ask = async (call: string, body: unknown, key?: string) =>
  JSON.parse((await kit.call("POST", `/v1/asset/${call}`, { body, ...(key ? { key } : {}) })).text) as {
    code: number;
    msg: string;
    data: { group_id: string; total: number; list: Record<string, unknown>[] };
  };
const groups = async (more: object = {}, key?: string) => (await ask("groups/list", { page: 1, page_size: 50, ...more }, key)).data;
const files = async (more: object = {}) => (await ask("groups/assets", { page: 1, page_size: 50, group_id: null, ...more })).data;

describe("groups of the asset library", () => {
  it("are made, listed, renamed and deleted, with what is in them", async () => {
    kit = createKit();
    const { group_id: id } = (await ask("groups/create", { group_name: "Team" })).data;
    expect(id).toMatch(/^group-20260618052929-[a-z0-9]{5}$/);
    expect(await groups()).toEqual({ list: [{ group_id: id, group_name: "Team", group_cover_url: "" }], total: 1 });
    expect(await groups({}, "another-key")).toEqual({ list: [], total: 0 });
    expect((await ask("groups/rename", { group_id: id, group_name: "Our team" })).code).toBe(200);
    expect((await groups()).list[0]).toMatchObject({ group_name: "Our team" });
    await kit.upload("a.jpg", await drawing(400, 400), { group: id });
    expect((await files({ group_id: id })).total).toBe(1);
    expect((await ask("groups/delete", { group_id: id }, "another-key")).code).toBe(404);
    expect(await ask("groups/delete", { group_id: id })).toEqual({ code: 200, data: null, msg: "" });
    expect([(await groups()).total, (await files()).total]).toEqual([0, 0]);
    expect((await ask("groups/create", {})).code).toBe(400);
  });

  it("take an upload by id or by name; without either it gets a new one", async () => {
    kit = createKit();
    const image = await drawing(400, 400);
    for (let file = 0; file < 2; file += 1) await kit.upload("a.jpg", image, { groupName: "Team" });
    expect((await groups()).total).toBe(1);
    for (let file = 0; file < 2; file += 1) await kit.upload("a.jpg", image);
    expect((await groups()).total).toBe(3);
    const [mine] = (await groups()).list;
    expect((await kit.upload("a.jpg", image, { group: String(mine?.["group_id"]), key: "another-key" })).body.code).toBe(400);
    kit.emulator.admin.setSwitches({ assetGroups: 3 });
    expect((await kit.upload("a.jpg", image)).body).toMatchObject({ code: 400, msg: expect.stringContaining("group limit") as string });
    expect((await kit.upload("a.jpg", image, { groupName: "Team" })).body.code).toBe(200);
  });

  it("belong to a person who has verified themselves on the page of the link", async () => {
    kit = createKit();
    const { data } = await ask("get-authorize-url", {});
    const people = () => groups({ group_type: 1, real_human_type: 2 });
    expect((await people()).total).toBe(0);
    const link = new URL(String(data));
    expect((await kit.call("GET", link.pathname + link.search, { key: null })).text).toContain("verified");
    expect((await kit.call("GET", `${link.pathname}?token=x.y`, { key: null })).body.code).toBe(403);
    const [person] = (await people()).list;
    expect((await kit.upload("a.jpg", await drawing(400, 400), { group: String(person?.["group_id"]) })).body.code).toBe(200);
    expect((await groups()).total).toBe(0);
  });
});

describe("what the library says of a file", () => {
  it("is under review, successful, or failed with a reason", async () => {
    kit = createKit({ switches: { assetReviewMs: 120_000 } });
    await kit.upload("emu-asset-refused.jpg", await drawing(400, 400));
    const url = await kit.asset("good.jpg", await drawing(400, 400));
    const [good, refused] = (await files()).list;
    expect(refused).toMatchObject({ status: 3, asset_id: "", fail_reason: expect.stringMatching(/^InputImageSensitive/) as string });
    expect(good).toMatchObject({ status: 1, fail_reason: "", name: "good.jpg", type: 1, ext: ".jpg" });
    expect((await kit.emulator.fetch(String(good?.["file_url"]))).status).toBe(200);
    const create = () => kit.native({ content: [text("a"), picture(url)] });
    expect((await create()).body.error.message).toContain("not found");
    kit.pass(120_000);
    expect((await files({ status: 2 })).total).toBe(1);
    expect((await create()).status).toBe(200);
    await kit.admin(`assets/${url.slice("asset://".length)}/forget`, {});
    expect((await create()).body.error.message).toContain("not found");
    expect((await files({ asset_id: url.slice("asset://".length) })).total).toBe(0);
  });

  it("is no more than three files a minute, and no more than there is room for", async () => {
    kit = createKit({ switches: { uploadsPerMinute: 3, assetPool: 4 } });
    const upload = async () => (await kit.upload("a.jpg", await drawing(400, 400))).body;
    for (let file = 0; file < 3; file += 1) expect((await upload()).code).toBe(200);
    expect(await upload()).toMatchObject({ code: 429, msg: expect.stringContaining("QuotaWriteQPMExceeded") as string });
    kit.pass(60_000);
    expect((await upload()).code).toBe(200);
    expect(await upload()).toMatchObject({ code: 429, msg: expect.stringContaining("QuotaSharedPoolExceeded") as string });
  });

  it("is said at one of two addresses, when switched", async () => {
    kit = createKit({ switches: { assetBase: "api" } });
    const at = (base: string) => kit.call("POST", `${base}/v1/asset/groups/list`, { body: { page: 1, page_size: 1 } });
    expect((await at("/api")).body.code).toBe(200);
    expect((await at("")).body.error).toMatchObject({ message: "Invalid URL (POST /v1/asset/groups/list)" });
    kit.emulator.admin.setSwitches({ assetBase: "v1", wrongAssetBase: "html" });
    expect((await at("")).body.code).toBe(200);
    expect((await at("/api")).headers.get("content-type")).toBe("text/html");
  });
});
