import { describe, expect, it } from "vitest";
import "@/lib/testing/database";
import { makeMember } from "@/lib/testing/factories";
import { deleteView, listViews, renameView, saveView } from "./views";

const names = async (actor: Parameters<typeof listViews>[0]) => (await listViews(actor)).map(({ name }) => name);

describe("saved views", () => {
  it("are one's own or the team's, and whoever saved one, or an owner, changes it", async () => {
    const creator = await makeMember("creator");
    const { teamId } = creator;
    const [viewer, owner] = [await makeMember("viewer", { teamId }), await makeMember("owner", { teamId })];
    const own = await saveView(viewer, { name: "Best", find: { rating: 4 }, isShared: false });
    const shared = await saveView(creator, { name: "Best", find: { q: "雨夜" }, isShared: true });
    expect([shared.find, shared.author !== "", shared.canChange]).toEqual(["q=%E9%9B%A8%E5%A4%9C", true, true]);
    expect([await names(viewer), await names(creator), await names(await makeMember("owner"))]).toEqual([["Best", "Best"], ["Best"], []]);
    await expect(saveView(viewer, { name: "Ours", find: {}, isShared: true })).rejects.toMatchObject({ code: "not-allowed" });
    await expect(renameView(viewer, { id: shared.id, name: "x" })).rejects.toMatchObject({ code: "not-allowed" });
    await expect(deleteView(owner, { id: own.id })).rejects.toMatchObject({ code: "not-found" });
    expect((await renameView(owner, { id: shared.id, name: "Rain" })).name).toBe("Rain");
    await deleteView(viewer, { id: own.id });
    expect(await names(viewer)).toEqual(["Rain"]);
  });

  it("have each name once", async () => {
    const actor = await makeMember("creator");
    await saveView(actor, { name: "Best", find: {}, isShared: false });
    await saveView(actor, { name: "Best", find: {}, isShared: true });
    const taken = { code: "bad-input", fields: { name: { code: "viewTaken" } } };
    await expect(saveView(actor, { name: "BEST", find: {}, isShared: true })).rejects.toMatchObject(taken);
    const other = await saveView(actor, { name: "Other", find: {}, isShared: false });
    await expect(renameView(actor, { id: other.id, name: "best" })).rejects.toMatchObject(taken);
  });
});
