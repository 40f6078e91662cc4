import { unzipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { keyOf } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { db, truncateAll } from "@/lib/testing/database";
import { makeAsset, makeFile, makeMember } from "@/lib/testing/factories";
import { isFilesBundle, openFilesBundle, prepareFiles } from "./bundle-files";
import { trashFiles } from "./trash-files";

let actor: Actor;
beforeEach(async () => {
  await truncateAll();
  actor = await makeMember();
});

/** A file of the team with these bytes in storage, or with none. */
async function bring(name: string, bytes: string | null): Promise<string> {
  const { id } = await makeAsset({ teamId: actor.teamId, createdById: actor.userId, name });
  const owner = { teamId: actor.teamId, assetId: id };
  if (bytes !== null) await getStorage().put(keyOf(owner, "original"), Buffer.from(bytes));
  await makeFile(owner, "original", { mime: "image/png", bytes: bytes?.length ?? 5 });
  return id;
}

async function unzip(id: string): Promise<Record<string, string>> {
  const { body } = await db.download.findUniqueOrThrow({ where: { id } });
  expect(isFilesBundle(body)).toBe(true);
  const bundle = await openFilesBundle(actor.teamId, body);
  expect(bundle.name).toMatch(/^library_\d{4}-\d{2}-\d{2}\.zip$/);
  const pieces: Uint8Array[] = [];
  if ("open" in bundle) for await (const piece of bundle.open(new Uint8Array(4096))) pieces.push(piece.slice());
  return Object.fromEntries(Object.entries(unzipSync(Buffer.concat(pieces))).map(([name, data]) => [name, Buffer.from(data).toString()]));
}

describe("a ZIP of files", () => {
  it("has each under its name, twins told apart and endings true, and says what is missing", async () => {
    const ids = [
      await bring("霓虹.jpg", "neon"),
      await bring("pier.png", "one"),
      await bring("PIER.png", "two"),
      await bring("lost.png", null),
    ];
    const { id, count, bytes } = await prepareFiles(actor, { ids, language: "en" });
    expect({ count, bytes }).toEqual({ count: 4, bytes: 15 });
    const files = await unzip(id);
    expect(Object.keys(files).sort()).toEqual(["MISSING.txt", "PIER (2).png", "pier.png", "霓虹.png"].sort());
    expect([files["霓虹.png"], files["pier.png"], files["PIER (2).png"]]).toEqual(["neon", "one", "two"]);
    expect(files["MISSING.txt"]).toContain("lost.png");
  });

  it("leaves out what was thrown away meanwhile, and is nobody else's", async () => {
    const [one, two] = [await bring("one.png", "1"), await bring("two.png", "2")];
    const { id } = await prepareFiles(actor, { ids: [one, two], language: "zh-Hans" });
    await trashFiles(actor, { ids: [two] });
    const files = await unzip(id);
    expect(files).toMatchObject({ "one.png": "1" });
    expect(files["MISSING.txt"]).toContain(two);
    await trashFiles(actor, { ids: [one] });
    await expect(unzip(id)).rejects.toMatchObject({ code: "not-found" });
    await expect(prepareFiles(await makeMember("owner"), { ids: [one], language: "en" })).rejects.toMatchObject({ code: "not-found" });
  });
});
