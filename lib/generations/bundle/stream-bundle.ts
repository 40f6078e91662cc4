import { extensionOf } from "@/lib/files/types";
import { writeZip, type ZipEntry } from "@/lib/files/write-zip";
import { EDIT_FORMATS } from "@/lib/handover/edit";
import { EDIT_FILES } from "@/lib/handover/edit-files";
import { parseInput } from "@/lib/access/doors/parse-input";
import { AppError } from "@/lib/shared/errors";
import { isMarkedForChina } from "@/lib/projects/label-policy";
import { findLabelled } from "../copies/labelled-copy";
import { tailOf } from "../copies/tail";
import { editOfClips } from "./edit-of-clips";
import { nameFrom } from "./file-names";
import { type Contents, type Packed, type Presence, writeManifestCsv, writeManifestJson, writeMissing } from "./manifest";
import { NO_FACTS, planNames, type PlannedNames } from "./plan-names";
import { type BundleClip, readBundle } from "./read-bundle";
import { type BundleInput, bundleSchema } from "./schema";
import { entryOf, type Room, textEntry } from "./zip-entry";

/** An archive that is made while it is read, or a timeline alone. */
export type Bundle = {
  /** What the download is called. */
  name: string;
} & (
  | {
      /**
       * Read as the reader takes it; nothing is held, and nothing lies on a disk meanwhile. A piece is to be used before the next one is asked
       * for, because it may lie in `room`. Whoever stops reading lets go of the open file.
       */
      open: (room: Room) => AsyncGenerator<Uint8Array, void, void>;
    }
  | { text: string; mime: string }
);

/**
 * A ZIP of clips as they lie in our storage, not compressed (they are), with a manifest behind them, and timelines where they were
 * asked for. What is missing there is a line in it, and the rest goes on: a reader who waited for an hour wants the other files. Of a
 * timeline that was asked for alone the names are those of the files in that ZIP.
 * @throws AppError not-found where every one of the clips was deleted meanwhile
 */
export async function openBundle(teamId: string, body: unknown): Promise<Bundle> {
  const input = parseInput(bundleSchema, body);
  const clips = await readBundle(teamId, input.ids);
  if (clips.length === 0) throw new AppError("not-found");
  const found = new Set(clips.map(({ id }) => id));
  const gone = input.ids.filter((id) => !found.has(id));
  const names = planNames(clips, input.template, input.edit?.name);
  const { alone, edit } = input;
  if (alone) {
    const { mime, write } = EDIT_FILES[alone];
    return { name: `${names.title}.${alone}`, mime, text: write(editOfClips(clips, names, edit)) };
  }
  return { name: `${names.title}.zip`, open: (room) => writeZip(entriesOf(clips, gone, names, input, room)) };
}

async function* entriesOf(
  clips: readonly BundleClip[],
  gone: readonly string[],
  names: PlannedNames,
  { withInputs, withTimelines, edit, language }: BundleInput,
  room: Room,
): AsyncGenerator<ZipEntry> {
  const packed: Packed[] = [];
  const inputs = new Map<string, string | null>();
  const lost: { id: string; name: string; presence: Presence }[] = [];
  for (const clip of clips) {
    const [original] = clip.files;
    const isLabelled = isMarkedForChina(clip.project.aiLabels);
    const file = isLabelled && original ? ((await findLabelled([clip.id])).get(clip.id) ?? null) : original;
    const reading = { presence: (file || original?.damagedAt ? "missing" : original ? "unmarked" : "unfinished") as Presence };
    const path = names.pathOf.get(clip.id) ?? null;
    if (file && path) yield* entryOf(file, path, clip.createdAt, reading, room, await tailOf(file, clip.id, clip.project));
    if (path && clip.captions?.text) {
      // Players look for them under the name of the clip.
      yield textEntry(names.nameOf(path.replace(/\.[^.]+$/u, ""), "vtt"), clip.createdAt, clip.captions.text);
    }
    if (withInputs) {
      for (const { asset } of clip.inputs) {
        if (inputs.has(asset.id)) continue;
        inputs.set(asset.id, null);
        const [original] = asset.files;
        if (!original) {
          lost.push({ id: asset.id, name: asset.name, presence: "missing" });
          continue;
        }
        const bare = asset.name.replace(/\.[A-Za-z0-9]{1,8}$/, "");
        const inputPath = names.nameOf(
          nameFrom("inputs/{name}", { ...NO_FACTS, id: asset.id, name: bare || asset.id }),
          extensionOf(original.mime),
        );
        const input = { presence: "missing" as Presence };
        yield* entryOf(original, inputPath, clip.createdAt, input, room);
        if (input.presence === "whole") inputs.set(asset.id, inputPath);
        else lost.push({ id: asset.id, name: input.presence === "cut" ? inputPath : asset.name, presence: input.presence });
      }
    }
    const used = clip.inputs.map(({ role, asset }) => ({ role, name: asset.name, path: inputs.get(asset.id) ?? null }));
    packed.push({
      clip,
      path: reading.presence === "missing" || reading.presence === "unmarked" ? null : path,
      presence: reading.presence,
      inputs: used,
    });
  }
  const lastModified = new Date();
  const contents: Contents = { packed, gone, lost };
  yield textEntry("manifest.json", lastModified, writeManifestJson(contents));
  yield textEntry("manifest.csv", lastModified, writeManifestCsv(contents));
  for (const format of withTimelines ? EDIT_FORMATS : []) {
    yield textEntry(names.nameOf(names.title, format), lastModified, EDIT_FILES[format].write(editOfClips(clips, names, edit)));
  }
  const missing = writeMissing(contents, language);
  if (missing) yield textEntry("MISSING.txt", lastModified, `\uFEFF${missing}`);
}
