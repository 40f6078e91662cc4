import { z } from "zod";
import type { Actor } from "@/lib/access/callers/actor";
import { extensionOf } from "@/lib/files/types";
import { writeZip, type ZipEntry } from "@/lib/files/write-zip";
import { createNames, nameFrom } from "@/lib/generations/bundle/file-names";
import { type Presence, writeMissing } from "@/lib/generations/bundle/manifest";
import { NO_FACTS } from "@/lib/generations/bundle/plan-names";
import { keepDownload } from "@/lib/generations/bundle/prepare-bundle";
import type { BundleView } from "@/lib/generations/bundle/schema";
import { assertSlot } from "@/lib/generations/bundle/slots";
import { entryOf, type Room, textEntry } from "@/lib/generations/bundle/zip-entry";
import type { Bundle } from "@/lib/generations/bundle/stream-bundle";
import { idsSchema } from "@/lib/generations/marks/schema";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";

export const bundleFilesSchema = idsSchema.extend({ language: z.string().max(20).default("en") });
const keptSchema = z.object({ files: z.array(z.uuid()), language: z.string() });

/** Whether a prepared download is one of files of the library. */
export const isFilesBundle = (body: unknown): boolean => keptSchema.safeParse(body).success;

/** In the order that they were asked for in: of two that are called the same the first keeps its name. */
async function readFiles(teamId: string, ids: readonly string[]) {
  const rows = await db.asset.findMany({
    where: { id: { in: [...ids] }, teamId, status: "ready", deletedAt: null },
    select: { id: true, name: true, createdAt: true, files: { where: { variant: "original", trashedAt: null } } },
  });
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/**
 * Writes down which files are to be downloaded as one, and answers under which id.
 * @throws AppError not-found, download-running, too-many-downloads
 */
export async function prepareFiles(actor: Actor, { ids, language }: z.output<typeof bundleFilesSchema>): Promise<BundleView> {
  assertSlot(actor.userId);
  const assets = await readFiles(actor.teamId, ids);
  if (assets.length < ids.length) throw new AppError("not-found");
  const files = assets.flatMap((asset) => asset.files);
  const id = await keepDownload(actor, { files: ids, language });
  return { id, count: files.length, bytes: files.reduce((sum, { bytes }) => sum + Number(bytes ?? 0), 0) };
}

/** A ZIP of these files as they lie in our storage, each under its name; what is missing is told in it. @throws AppError not-found */
export async function openFilesBundle(teamId: string, body: unknown): Promise<Bundle> {
  const { files: ids, language } = keptSchema.parse(body);
  const assets = await readFiles(teamId, ids);
  if (assets.length === 0) throw new AppError("not-found");
  const title = nameFrom("library_{date}", { ...NO_FACTS, id: "library", date: new Date().toISOString().slice(0, 10) });
  const here = new Set(assets.map(({ id }) => id));
  const gone = ids.filter((id) => !here.has(id));
  return { name: `${title}.zip`, open: (room) => writeZip(entriesOf(assets, gone, language, room)) };
}

type ReadFile = Awaited<ReturnType<typeof readFiles>>[number];

async function* entriesOf(assets: readonly ReadFile[], gone: readonly string[], language: string, room: Room): AsyncGenerator<ZipEntry> {
  const nameOf = createNames();
  nameOf("MISSING", "txt");
  const lost: { id: string; name: string; presence: Presence }[] = [];
  for (const { id, name, createdAt, files } of assets) {
    const [original] = files;
    const reading = { presence: "missing" as Presence };
    if (original) {
      // The ending is what the bytes are.
      const bare = nameFrom("{name}", { ...NO_FACTS, id, name: name.replace(/\.[A-Za-z0-9]{1,8}$/, "") });
      yield* entryOf(original, nameOf(bare, extensionOf(original.mime)), createdAt, reading, room);
    }
    if (reading.presence !== "whole") lost.push({ id, name, presence: reading.presence });
  }
  const missing = writeMissing({ packed: [], gone, lost }, language);
  if (missing) yield textEntry("MISSING.txt", new Date(), `\uFEFF${missing}`);
}
