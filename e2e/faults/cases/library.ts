import { saveProviderOptions } from "@/lib/connections/settings";
import { findPause } from "@/lib/connections/pause";
import { retryGeneration } from "@/lib/generations/asking/retry";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/shared/ids";
import { bringPicture, demandCreates } from "../case-kit";
import { demand, type FaultCase } from "../fault-case";
import { originalHash } from "../originals";
import type { FaultStudio } from "../studio";
import { MINUTE, travel } from "../time-travel";
import { waitUntil } from "../wait-until";

/** Just longer than the pause before a refused id is looked up. */
const BEFORE_LOOK_MS = 16_000;

const pressWith = (studio: FaultStudio, assetIds: readonly string[], isFrame = assetIds.length === 1): Promise<string> =>
  studio.press(
    {
      mode: isFrame ? "firstFrame" : "references",
      inputs: assetIds.map((assetId) => ({ role: isFrame ? "firstFrame" : "reference", assetId })),
    },
    { actor: studio.people[0]! },
  );

const callsOf = async (studio: FaultStudio, route: string) => (await studio.emulator.requests()).filter((call) => call.route === route);

/** The create was answered "asset not found". */
const untilRefused = (studio: FaultStudio, id: string): Promise<unknown> =>
  waitUntil("the asset is not found", async () => (await studio.row(id)).attempts.some(({ state }) => state === "refused"));

async function demandOpenAccount(studio: FaultStudio): Promise<void> {
  const [{ account }] = (await db.$queryRaw<
    { account: string }[]
  >`SELECT provider_account AS account FROM asset_registrations LIMIT 1`) as [{ account: string }];
  demand((await findPause(db, account)) === null, "the account is paused");
  await studio.control();
  const alarms = await db.alarm.findMany({ where: { kind: { in: ["providerBalance", "providerKey"] } } });
  demand(alarms.length === 0, "an alarm speaks of the key or of credit");
}

/** Ended, for this reason and in the provider's words. */
async function demandReason(studio: FaultStudio, id: string, code: string, words: string): Promise<void> {
  await studio.until(id, ["failed", "refused"]);
  const { errorCode, errorDetail } = await studio.row(id);
  demand(errorCode === code && JSON.stringify(errorDetail).includes(words), `${errorCode}: ${JSON.stringify(errorDetail)}`);
}

/** Whatever the provider's asset library does to the files that a clip is made from, and where it puts the clip. */
export const libraryCases: readonly FaultCase[] = [
  {
    id: "F79",
    what: "the asset library lets go of a file after it was registered and before it is used",
    isQuick: true,
    async run(studio) {
      const picture = await bringPicture(studio.people[0]!);
      await studio.worker.start();
      await studio.until(await pressWith(studio, [picture]), "ready");
      const { providerAssetId } = await db.assetRegistration.findFirstOrThrow();
      await studio.emulator.forget(providerAssetId!);
      // Older than what may still be under review.
      await travel(11 * MINUTE);
      const id = await pressWith(studio, [picture]);
      await untilRefused(studio, id);
      await travel(BEFORE_LOOK_MS);
      await studio.until(id, "ready");
      await demandCreates(studio, 3);
      demand((await db.assetRegistration.findFirstOrThrow()).providerAssetId !== providerAssetId, "the same id as before");
      return "refused once, the file uploaded again and the clip sent again by itself: ready, bought once";
    },
  },
  {
    id: "F80",
    what: "a file that is reviewed for five minutes, after it was given its id",
    async run(studio) {
      await studio.emulator.switches({ assetReviewMs: 5 * MINUTE });
      const id = await pressWith(studio, [await bringPicture(studio.people[0]!)]);
      await studio.worker.start();
      await untilRefused(studio, id);
      for (let look = 1; look <= 2; look += 1) {
        await travel(BEFORE_LOOK_MS);
        await waitUntil("the list is asked", async () => (await callsOf(studio, "assets.list")).length >= look);
        await demandCreates(studio, 1);
      }
      await studio.emulator.advance(5 * MINUTE);
      await travel(BEFORE_LOOK_MS);
      await studio.until(id, "ready");
      await demandCreates(studio, 2);
      demand((await callsOf(studio, "assets.upload")).length === 1, "uploaded more than once");
      return "waited while it was under review, sent again when it was over; uploaded once, bought once";
    },
  },
  {
    id: "F81",
    what: "three uploads a minute, and a clip with six files",
    async run(studio) {
      await studio.emulator.switches({ uploadsPerMinute: 3 });
      const pictures: string[] = [];
      for (let file = 0; file < 6; file += 1) pictures.push(await bringPicture(studio.people[0]!));
      const id = await pressWith(studio, pictures);
      await studio.worker.start();
      for (const uploads of [4, 8]) {
        await waitUntil(
          "an upload is told to wait",
          async () => (await callsOf(studio, "assets.upload")).length >= uploads || (await studio.row(id)).status === "ready",
        );
        await studio.emulator.advance(MINUTE);
        // The pause between two files of a slow library, for each that waits.
        for (let file = 0; file < 3; file += 1) await travel(MINUTE / 2);
      }
      await studio.until(id, "ready", 150_000);
      const states = (await db.assetRegistration.findMany()).map(({ status }) => status);
      demand(states.length === 6 && states.every((state) => state === "ready"), states.join(", "));
      await demandCreates(studio, 1);
      await demandOpenAccount(studio);
      return `six files in ${(await callsOf(studio, "assets.upload")).length} uploads, none given up, the account open; bought once`;
    },
  },
  {
    id: "F82",
    what: "the asset library has no room for another file, and then it has",
    async run(studio) {
      await studio.emulator.switches({ assetPool: 0 });
      const id = await pressWith(studio, [await bringPicture(studio.people[0]!)]);
      await studio.worker.start();
      await demandReason(studio, id, "assetPool", "QuotaSharedPoolExceeded");
      await demandOpenAccount(studio);
      await studio.emulator.switches({ assetPool: null });
      const { id: again } = await retryGeneration(studio.people[0]!, { id, asId: newId() });
      await studio.until(again, "ready");
      await demandCreates(studio, 2);
      return "told in the provider's words, nothing sent; others went on, and Retry uploaded it once there was room";
    },
  },
  {
    id: "F83",
    what: "a file that the asset library cannot take, which only its list says",
    async run(studio) {
      const silence = { status: 200, body: JSON.stringify({ code: 200, data: null, msg: "" }) };
      await studio.emulator.order({ route: "assets.job", count: null, fault: { kind: "answer", ...silence } });
      const id = await pressWith(studio, [await bringPicture(studio.people[0]!, 200)]);
      await studio.worker.start();
      await demandReason(studio, id, "mediaLimits", "at least 300px");
      await demandCreates(studio, 0);
      return "told with the reason of the list, nothing sent";
    },
  },
  {
    id: "F84",
    what: "a finished task whose link is the API's own and wants the key, cut off in the middle",
    isQuick: true,
    async run(studio) {
      await saveProviderOptions(studio.people[0]!, { apiStyle: "openai", assetHost: "automatic" });
      await studio.emulator.switches({ videoShape: "C", ownHostLinks: true });
      await studio.emulator.order({ route: "videos.content", fault: { kind: "download", variant: "truncated" } });
      const id = await studio.press();
      await studio.worker.start();
      await waitUntil("the download was cut", async () => (await callsOf(studio, "videos.content")).length > 0);
      await travel(MINUTE);
      await studio.until(id, "ready");
      const answers = (await callsOf(studio, "videos.content")).map(({ status }) => status);
      demand(answers.includes(206) && !answers.includes(401), `answers: ${answers.join(", ")}`);
      demand((await callsOf(studio, "files.video")).length === 0, "fetched elsewhere");
      const video = (await studio.row(id)).files.find((file) => file.variant === "video")!;
      demand(video.sha256 === (await originalHash(studio, id)), "not the file that the provider has");
      return "opened with the key, went on where it was cut, the very bytes of the provider";
    },
  },
];
