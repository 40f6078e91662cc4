import { db } from "@/lib/testing/database";
import { expect, it } from "vitest";
import { makeFile, makeGeneration } from "@/lib/testing/factories";
import { makePicturesJob } from "../jobs";
import { sweepPictures } from "./sweep-pictures";

const HOUR = 3_600_000;

async function ready(
  hoursAgo: number,
  kinds: ("poster" | "lastFrame" | "sprite")[],
  returnLastFrame = false,
  isLookedThrough = true,
): Promise<string> {
  const { id, teamId } = await makeGeneration({ status: "ready", finishedAt: new Date(Date.now() - hoursAgo * HOUR), returnLastFrame });
  if (isLookedThrough) await db.clipCheck.create({ data: { generationId: id } });
  for (const kind of kinds) await makeFile({ teamId, generationId: id }, kind);
  return id;
}

it("rings for clips of the last day that lack a picture, once each, and for no others", async () => {
  const withoutPoster = await ready(1, []);
  const withoutFrame = await ready(2, ["poster", "sprite"], true);
  const withoutStrip = await ready(1, ["poster"]);
  const neverLookedThrough = await ready(1, ["poster", "sprite"], false, false);
  await ready(1, ["poster", "sprite"]);
  await ready(1, ["poster", "lastFrame", "sprite"], true);
  await ready(30, []);
  await makeGeneration({ status: "running" });

  expect(await sweepPictures()).toBe(4);
  await sweepPictures();
  const jobs = await db.$queryRaw<{ id: string }[]>`
    SELECT data ->> 'generationId' AS id FROM pgboss.job WHERE name = ${makePicturesJob.name}`;
  expect(jobs.map((job) => job.id).sort()).toEqual([withoutPoster, withoutFrame, withoutStrip, neverLookedThrough].sort());
});
