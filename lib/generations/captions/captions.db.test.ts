import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { AppError } from "@/lib/shared/errors";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration, makeMember } from "@/lib/testing/factories";
import { getCaptions, saveCaptions } from "./captions";

let actor: Actor;
let id: string;

beforeEach(async () => {
  await truncateAll();
  actor = await makeMember("creator");
  id = (await makeGeneration({ teamId: actor.teamId, status: "ready" })).id;
});

const save = (text: string, version: number) => saveCaptions(actor, { id, text, version });

describe("the captions of a clip", () => {
  it("are kept as plain WebVTT, counted, and gone when their words are", async () => {
    expect(await getCaptions(actor, { id })).toEqual({ text: "", version: 0 });
    const first = { text: "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAhoy\n", version: 1 };
    expect(await save("1\n00:01,000 --> 00:02,000\n<b>Ahoy</b>", 0)).toEqual(first);
    expect(await getCaptions(actor, { id })).toEqual(first);
    expect(await save(" ", 1)).toEqual({ text: "", version: 2 });
    expect(await save("00:01.000 --> 00:02.000\nAgain", 2)).toMatchObject({ version: 3 });
  });

  it("tell every page that shows the clip", async () => {
    const { revision } = await db.generation.findUniqueOrThrow({ where: { id } });
    await save("00:01.000 --> 00:02.000\nAhoy", 0);
    expect((await db.generation.findUniqueOrThrow({ where: { id } })).revision).toBe(revision + 1);
  });

  it("are never saved over what somebody saved meanwhile", async () => {
    const theirs = await save("00:01.000 --> 00:02.000\nTheirs", 0);
    await expect(save("00:01.000 --> 00:02.000\nMine", 0)).rejects.toEqual(new AppError("conflict"));
    await save("00:01.000 --> 00:02.000\nTheirs again", 1);
    await expect(save("00:01.000 --> 00:02.000\nMine", theirs.version)).rejects.toEqual(new AppError("conflict"));
  });

  it("of a locked clip are read and not changed", async () => {
    await save("00:01.000 --> 00:02.000\nAhoy", 0);
    await db.generation.update({ where: { id }, data: { lockedAt: new Date() } });
    await expect(save("", 1)).rejects.toMatchObject({ code: "clip-locked" });
    expect(await getCaptions(actor, { id })).toMatchObject({ version: 1 });
  });

  it("are refused with the line that is none", async () => {
    await expect(save("WEBVTT\n\nsoon\nAhoy", 0)).rejects.toMatchObject({
      code: "bad-input",
      fields: { text: { code: "captionsTime", values: { line: 3 } } },
    });
  });

  it("are nobody else's, and not those of a deleted clip", async () => {
    await save("00:01.000 --> 00:02.000\nAhoy", 0);
    const stranger = await makeMember("owner");
    await expect(getCaptions(stranger, { id })).rejects.toEqual(new AppError("not-found"));
    await expect(saveCaptions(stranger, { id, text: "", version: 1 })).rejects.toEqual(new AppError("not-found"));
    await db.generation.update({ where: { id }, data: { deletedAt: new Date() } });
    await expect(save("", 1)).rejects.toEqual(new AppError("not-found"));
  });
});
