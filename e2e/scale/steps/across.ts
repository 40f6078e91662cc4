import { createHash } from "node:crypto";
import { paths } from "@/lib/shared/paths";
import { sendParts } from "@/lib/testing/send-parts";
import type { DraftPart } from "@/lib/testing/draft";
import { makePicture } from "@/e2e/journeys/harness/media";
import { demand } from "../../faults/fault-case";
import { waitUntil } from "../../faults/wait-until";
import type { Visitor } from "../../faults/web-visitor";
import { openPage } from "../open-page";
import type { ScaleStep } from "../scale-step";
import type { ScaleStudio } from "../scale-studio";

/** A picture, brought to one machine as a browser brings it. @returns the asset's id */
async function bring(studio: ScaleStudio, visitor: Visitor, hue: number): Promise<string> {
  const { name, mimeType, buffer } = await makePicture("picture.jpg", { hue });
  const sha256 = createHash("sha256").update(buffer).digest("hex");
  const ticket = await visitor.act<{ uploadUrl: string; asset: { id: string } }>("requestUploadAction", studio.page, [
    studio.teamSlug,
    { name, mimeType, sizeBytes: buffer.length, sha256 },
  ]);
  if (!ticket.ok) throw new Error(JSON.stringify(ticket.error));
  const answer = await sendParts(visitor.fetch, ticket.data.uploadUrl, buffer);
  const { data } = (await answer.json()) as { data?: { status: string } };
  demand(data?.status === "ready", `an upload was answered ${answer.status}`);
  return ticket.data.asset.id;
}

export const acrossMachines: ScaleStep = {
  name: "across",
  about: "the four modes through nginx, with files brought to one machine and used on the other, and changes that travel",
  async run(studio) {
    const [one, two] = studio.machines;
    const [first, second, through] = [await studio.visit(0, one), await studio.visit(1, two), await studio.visit(2)];
    const [start, end] = [await bring(studio, first, 30), await bring(studio, second, 200)];
    const page = await openPage(first, studio.teamSlug);
    const pressedAt = performance.now();
    const live = await studio.press(second, { prompt: "pressed on the other machine" });
    await waitUntil("the page at one machine hears of a press at the other", () => page.heard().includes(live), 20_000);
    const hearMs = Math.round(performance.now() - pressedAt);
    page.close();

    const drafts: DraftPart[] = [
      { mode: "text" },
      { mode: "firstFrame", inputs: [{ role: "firstFrame", assetId: start }] },
      {
        mode: "firstLast",
        inputs: [
          { role: "firstFrame", assetId: start },
          { role: "lastFrame", assetId: end },
        ],
      },
      { mode: "references", inputs: [start, end].map((assetId) => ({ role: "reference" as const, assetId })) },
    ];
    const ids: string[] = [live];
    for (const draft of drafts) ids.push(await studio.press(through, { prompt: `through nginx: ${draft.mode}`, ...draft }));
    await studio.untilReady(ids, 90_000);

    const hashes = await Promise.all(
      [first, second].map(async (visitor) => {
        const answers = await Promise.all(ids.map((id) => visitor.fetch(paths.api.media(id, "video"))));
        return Promise.all(
          answers.map(async (answer) =>
            createHash("sha256")
              .update(Buffer.from(await answer.arrayBuffer()))
              .digest("hex"),
          ),
        );
      }),
    );
    demand(hashes[0]!.join() === hashes[1]!.join() && new Set(hashes[0]).size === ids.length, "the machines give other bytes");
    return `four modes and one more press: ${ids.length} clips, the same bytes from both machines; a press on one was heard of on the other, answer included, after ${hearMs} ms`;
  },
};
