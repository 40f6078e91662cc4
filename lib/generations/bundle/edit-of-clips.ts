import { readFileFacts } from "@/lib/files/facts";
import type { Edit, EditMarker, EditMedia, EditPart } from "@/lib/handover/edit";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { fullPrompt } from "@/lib/models/preamble";
import { pictureFrames } from "@/lib/shared/timecode";
import type { PlannedNames } from "./plan-names";
import type { BundleClip } from "./read-bundle";
import type { BundleEdit } from "./schema";

/** What a timeline measures whose clips nobody has measured. */
const FULL_HD = { width: 1920, height: 1080 };

/**
 * Clips by the names of their files, as they are cut, or whole and end to end in the order that they were asked for in. What has no file is
 * left out, and what a file has not is not shown.
 */
export function editOfClips(
  clips: readonly BundleClip[],
  { title, pathOf }: Pick<PlannedNames, "title" | "pathOf">,
  edit?: BundleEdit,
): Edit {
  const media = new Map(
    clips.flatMap((clip): [string, EditMedia][] => {
      const path = pathOf.get(clip.id);
      return path === undefined ? [] : [[clip.id, mediaOf(clip, path)]];
    }),
  );
  if (!edit) {
    const { width, height } = media.values().next().value ?? FULL_HD;
    const parts = [...media.values()].map((one) => ({ kind: "clip" as const, media: one, from: 0, frames: one.frames, overlap: 0 }));
    return { name: title, width, height, parts };
  }
  const parts = edit.parts.flatMap((part): EditPart[] => {
    if (part.kind === "title") return [part];
    const file = media.get(part.id);
    if (!file) return [];
    const from = Math.min(part.from, file.frames - 1);
    return [{ kind: "clip", media: file, from, frames: Math.min(part.frames, file.frames - from), overlap: part.overlap }];
  });
  return { name: edit.name, width: edit.width, height: edit.height, parts };
}

function mediaOf(clip: BundleClip, path: string): EditMedia {
  const [file] = clip.files;
  const seed = clip.actualSeed ?? clip.seed;
  return {
    ...{ id: clip.id, path, name: path.split("/").at(-1)!, frames: framesOf(clip), markers: clip.comments.map(markerOf) },
    ...{ width: file?.width ?? FULL_HD.width, height: file?.height ?? FULL_HD.height },
    hasSound: readFileFacts(file?.facts).audioCodec !== null,
    recipe: {
      model: clip.model,
      prompt: fullPrompt(clip),
      seed: seed === null ? null : String(seed),
    },
  };
}

/** A thread, where it is about; one about the whole clip stands at its beginning. */
const markerOf = ({ text, author, guestName, fromFrame, toFrame, resolvedAt, replies }: BundleClip["comments"][number]): EditMarker => ({
  ...{ frame: fromFrame ?? 0, endFrame: toFrame, author: nameOf({ author, guestName }), resolved: resolvedAt !== null },
  text: [text, ...replies.map((reply) => `${nameOf(reply)}: ${reply.text}`)].join("\n"),
});

const nameOf = ({ author, guestName }: { author: { name: string } | null; guestName: string | null }): string =>
  author?.name ?? guestName ?? "";

/** At least one, because an editor takes no clip without. */
function framesOf({ files: [file], actualDuration, durationSeconds }: BundleClip): number {
  const seconds = actualDuration ?? durationSeconds;
  return Math.max(1, pictureFrames(file?.durationMs || (seconds ?? 0) * 1000, seconds, FRAMES_PER_SECOND));
}
