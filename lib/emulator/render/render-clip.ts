import { rename } from "node:fs/promises";
import { availableParallelism } from "node:os";
import sharp from "sharp";
import { FRAMES_PER_SECOND, getModel, outputPixels } from "@/lib/models/catalog";
import { shotsIn } from "@/lib/models/shot-marks";
import type { TaskRecord } from "../records";
import { drawBackdrop, type LightName } from "./backdrop";
import { ffmpegArgs, type Shot } from "./ffmpeg-args";
import { drawTitle, drawWatermark, drawWaveform, type StripCell } from "./overlays";
import { writesTenBit } from "./writes-ten-bit";
import { runFfmpeg } from "@/lib/platform/ffmpeg/run-ffmpeg";
import { chordExpression } from "./sound";
import { coverStill, framesOf, peaksOf, readPicture, save, type Tools, withFolder } from "./stills";

export type RenderEffort = "full" | "quick";

/** The stills are this much larger than the clip, so that the camera's steps are finer than a pixel. */
const OVERSIZE = 2;
const FADE_FRAMES = 14;
const MAX_SHOTS = 6;

/**
 * Makes the clip of a task: a real MP4 of the table's exact size, 24 frames a second and 24 · s + 1 frames, with a
 * mono track when sound was asked for. Text mode carries its prompt; frame modes begin (and end) on their
 * pictures; references are cross-faded and shown in a strip.
 */
export async function renderClip(
  task: TaskRecord,
  files: { video: string; lastFrame: string | null },
  effort: RenderEffort,
  tools: Tools,
): Promise<void> {
  const [width, height] = outputPixels(task.modelKey, task.resolution, task.ratio);
  const frames = task.durationSeconds * FRAMES_PER_SECOND + 1;
  await withFolder(async (folder) => {
    const isQuick = effort === "quick";
    // Beyond full HD the stills alone would take longer than all the rest.
    const scale = isQuick || width * height > 2_400_000 ? 1 : OVERSIZE;
    const { pictures, strip } = await gatherPictures(task, tools);
    const stills: string[] = [];
    const scenes = pictures.length === 0 ? scenesOf(task.prompt) : [];
    for (const [index, { words, light }] of scenes.entries())
      stills.push(await save(folder, `still-${index}.png`, await drawScenery(words, width, height, scale, light)));
    for (const [index, picture] of pictures.entries())
      stills.push(await save(folder, `still-${index}.png`, await coverStill(picture, width, height, scale)));

    const isText = task.mode === "text";
    const fadeFrames = scenes.length > 1 ? 0 : FADE_FRAMES;
    const title =
      isQuick && !isText
        ? null
        : await save(
            folder,
            "title.png",
            await drawTitle({
              width,
              height,
              prompt: task.prompt,
              slate: slateOf(task),
              tone: isText ? "title" : "caption",
              strip,
              isMarked: task.watermark,
            }),
          );
    const audio = task.inputs.find((input) => input.kind === "audio");
    // A process that was killed may leave an encoder behind, which goes on writing for a moment.
    const part = `${files.video}.${process.pid}.part`;
    const rawLastFrame = files.lastFrame === null ? null : `${folder}/last.png`;
    const args = ffmpegArgs({
      ffmpegThreads: Math.max(1, Math.min(2, availableParallelism())),
      width,
      height,
      frames,
      shots: shotsOf(stills, frames, task, fadeFrames),
      fadeFrames,
      // Frame modes show their pictures untouched at both ends.
      title:
        title === null ? null : { image: title, fadeInAt: isText ? null : 18, fadeOutAt: task.mode === "firstLast" ? frames - 26 : null },
      watermark: task.watermark ? await save(folder, "watermark.png", await drawWatermark(width, height)) : null,
      sound: task.sound ? { expression: chordExpression(task.prompt), reference: audio?.media.path ?? null } : null,
      isFlawed: task.scenarios.flawed !== undefined,
      preset: isQuick ? "ultrafast" : "veryfast",
      coding: task.outputFormat === "mov" ? "mov" : task.tenBit === true && (await writesTenBit()) ? "tenBit" : "mp4",
      output: part,
      lastFrame: rawLastFrame,
    });
    await runFfmpeg(args, { timeoutMs: 600_000, signal: tools.signal, isPatient: true });
    if (files.lastFrame !== null && rawLastFrame !== null) {
      const last = sharp(rawLastFrame);
      await (task.lastFrameFormat === "jpeg" ? last.jpeg({ quality: 93 }) : last.png()).toFile(`${files.lastFrame}.part`);
      await rename(`${files.lastFrame}.part`, files.lastFrame);
    }
    // The clip comes last: its presence says that everything is there.
    await rename(part, files.video);
  });
}

/** A place for each shot of the prompt, day and night in turn, so that everybody sees where one ends; one place where it has no shots. */
function scenesOf(prompt: string): { words: string; light?: LightName }[] {
  const shots = shotsIn(prompt).slice(0, MAX_SHOTS);
  return shots.length === 0 ? [{ words: prompt }] : shots.map((words, index) => ({ words, light: index % 2 === 0 ? "noon" : "night" }));
}

/** Drawn at half the still's size and enlarged: a landscape has no detail finer than that. */
async function drawScenery(words: string, width: number, height: number, scale: number, light?: LightName): Promise<Buffer> {
  const drawn = await drawBackdrop(words, Math.round(width * Math.min(scale, 1.25)), Math.round(height * Math.min(scale, 1.25)), light);
  return scale <= 1.25
    ? drawn
    : sharp(drawn)
        .resize(width * scale, height * scale, { kernel: "cubic" })
        .png({ compressionLevel: 1 })
        .toBuffer();
}

async function gatherPictures(task: TaskRecord, tools: Tools): Promise<{ pictures: Buffer[]; strip: StripCell[] }> {
  const pictures: Buffer[] = [];
  const strip: StripCell[] = [];
  const counts = { image: 0, video: 0, audio: 0 };
  for (const { kind, media } of task.inputs) {
    counts[kind] += 1;
    if (kind === "image") {
      const picture = await readPicture(media, tools);
      pictures.push(picture);
      strip.push({ picture, label: `${counts.image}` });
    } else if (kind === "video") {
      const frames = await framesOf(media, [0.15, 0.65], tools);
      pictures.push(...frames);
      if (frames[0]) strip.push({ picture: frames[0], label: `V${counts.video}` });
    } else strip.push({ picture: await drawWaveform(await peaksOf(media, 21, tools), 240), label: `A${counts.audio}` });
  }
  const isReferences = task.mode === "references";
  const step = Math.max(1, pictures.length / MAX_SHOTS);
  // With many references a selection fills the screen; the strip shows them all.
  const shown =
    isReferences && pictures.length > MAX_SHOTS
      ? Array.from({ length: MAX_SHOTS }, (_, index) => pictures[Math.floor(index * step)]).filter((picture) => picture !== undefined)
      : pictures;
  return { pictures: shown, strip: isReferences ? strip : [] };
}

/** Splits the clip among its stills; each begins where the one before has a cross-fade left to run. */
function shotsOf(stills: readonly string[], frames: number, task: TaskRecord, fadeFrames: number): Shot[] {
  return stills.map((image, index) => {
    const startFrame = Math.round((index * frames) / stills.length) - (index === 0 ? 0 : Math.floor(fadeFrames / 2));
    const isLast = index === stills.length - 1;
    const endFrame = isLast ? frames : Math.round(((index + 1) * frames) / stills.length) + Math.ceil(fadeFrames / 2);
    const move = task.mode === "firstLast" && index === 1 ? "out" : index % 2 === 0 ? "in" : "out";
    return { image, startFrame, frames: endFrame - startFrame, move };
  });
}

/** The line by which people tell clips apart. */
function slateOf(task: TaskRecord): string {
  return [
    task.id,
    getModel(task.modelKey).label,
    `${task.resolution} ${task.ratio}`,
    `${task.durationSeconds} s`,
    `seed ${task.seed}`,
  ].join("  ·  ");
}
