import { createHash, randomBytes } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { request } from "node:http";
import path from "node:path";
import sharp from "sharp";
import { db } from "@/lib/platform/db/client";
import { MOST_PART_BYTES } from "@/lib/shared/request-limits";
import { askOffset, partHeaders, sendParts } from "@/lib/testing/send-parts";
import { demand, type FaultCase } from "../fault-case";
import { holdTable } from "../hold-table";
import { waitUntil } from "../wait-until";

/** What becomes of a file on its way in. */
export const uploadCases: readonly FaultCase[] = [
  {
    id: "F87",
    what: "kill -9 of the web process in the middle of an upload, and again when its last byte is here and it is looked at",
    async run(studio) {
      const web = studio.web!;
      await web.start();
      const visitor = await studio.visit(studio.people[0]!);
      const side = 2200;
      const bytes = await sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
        .png({ compressionLevel: 1 })
        .toBuffer();
      demand(bytes.length > MOST_PART_BYTES + 4_000_000, "the picture is too small for two parts");
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const ticket = await visitor.act<{ uploadUrl: string; asset: { id: string } }>("requestUploadAction", studio.page, [
        studio.teamSlug,
        { name: "noise.png", mimeType: "image/png", sizeBytes: bytes.length, sha256 },
      ]);
      if (!ticket.ok) throw new Error(JSON.stringify(ticket.error));
      const { uploadUrl: url, asset } = ticket.data;
      const folder = path.join(studio.dataDir, "uploads");

      const first = await visitor.fetch(url, {
        method: "PATCH",
        headers: partHeaders(0),
        body: new Uint8Array(bytes.subarray(0, MOST_PART_BYTES)),
      });
      demand(first.status === 204, `the first part was answered ${first.status}`);
      const second = request(`${web.origin}${url}`, {
        method: "PATCH",
        headers: { ...visitor.headers, ...partHeaders(MOST_PART_BYTES), "content-length": bytes.length - MOST_PART_BYTES },
      });
      second.on("error", () => undefined);
      second.write(bytes.subarray(MOST_PART_BYTES, MOST_PART_BYTES + 2_000_000));
      await waitUntil(
        "half of the second part is written",
        async () => (await stat(path.join(folder, asset.id))).size > MOST_PART_BYTES + 1_000_000,
      );
      await web.kill();
      await web.start();

      const offset = await askOffset(visitor.fetch, url);
      demand(offset > MOST_PART_BYTES, `only ${offset} bytes were still there`);
      const held = await holdTable("files", "EXCLUSIVE");
      const rest = sendParts(visitor.fetch, url, bytes, offset).then(
        () => "answered",
        () => "no answer",
      );
      await held.untilSomebodyWaits();
      await web.kill();
      await held.release();
      demand((await rest) === "no answer", "the last part was answered");
      await web.start();

      demand((await askOffset(visitor.fetch, url)) === bytes.length, "not all of it was there");
      const answer = (await (await sendParts(visitor.fetch, url, bytes, bytes.length)).json()) as { data?: { id: string; status: string } };
      demand(answer.data?.status === "ready" && answer.data.id === asset.id, JSON.stringify(answer));
      const row = await db.asset.findUniqueOrThrow({ where: { id: asset.id }, include: { files: true } });
      demand(row.sourceSha256 === sha256, "other bytes were kept than were sent");
      demand(row.files.filter(({ variant }) => variant === "original").length === 1, "it was kept twice");
      demand((await readdir(folder)).length === 0, "parts were left behind");
      return `went on at ${(offset / 1e6).toFixed(1)} of ${(bytes.length / 1e6).toFixed(1)} MB, finished by the next who asked; the very bytes, once`;
    },
  },
];
