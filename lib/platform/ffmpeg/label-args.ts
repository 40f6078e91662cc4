/** So many frames, or seconds, a label is to be seen at least: GB 45438-2025 says two seconds from the beginning. */
const LABEL_SECONDS = 2;
export const LABEL_FRAMES = LABEL_SECONDS * 24 + 1;

/** A picture over another one for as long as a condition holds. */
export const labelOver = (inset: number, isShown: string): string => `overlay=x=${inset}:y=${inset}:format=auto:enable='${isShown}'`;

/** Metadata as MP4 holds it under names of their own, where readers look for that of GB 45438-2025. */
export const aigcArgs = (aigc: string): string[] => ["-metadata", `AIGC=${aigc}`];
export const NAMED_TAGS = "+use_metadata_tags";

/** What a clip says of itself, one `key=value` a line on standard output. */
export const tagsArgs = (file: string): string[] => ["-f", "mov", "-i", file, "-f", "ffmetadata", "pipe:1"];

/**
 * A clip with a label in its first seconds, in its own size and rate. What it says of itself stays, and so does its sound. @param aigc null: it
 * has its own
 */
export const labelledArgs = (file: string, label: { file: string; inset: number }, aigc: string | null, target: string): string[] => [
  ...["-threads", "2", "-f", "mov", "-i", file, "-f", "png_pipe", "-i", label.file],
  ...["-filter_complex", `[0:v:0][1:v:0]${labelOver(label.inset, `lte(t,${LABEL_SECONDS})`)},format=yuv420p[v]`],
  ...["-map", "[v]", "-map", "0:a:0?", "-c:a", "copy"],
  ...["-c:v", "libx264", "-threads", "8", "-preset", "veryfast", "-crf", "16", ...(aigc === null ? [] : aigcArgs(aigc))],
  ...["-movflags", `+faststart${NAMED_TAGS}`, "-f", "mp4", "-y", target],
];

/** A clip with a picture over all of it, in this size: H.264 with AAC, which every browser plays. What it says of itself stays. */
export const watermarkedArgs = (
  file: string,
  png: string,
  { width, height }: { width: number; height: number },
  target: string,
): string[] => [
  ...["-threads", "2", "-f", "mov", "-i", file, "-f", "png_pipe", "-i", png],
  ...["-filter_complex", `[0:v:0]scale=${width}:${height},setsar=1[p];[p][1:v:0]overlay=format=auto,format=yuv420p[v]`],
  ...["-map", "[v]", "-map", "0:a:0?", "-c:a", "aac", "-b:a", "160k", "-fpsmax", "60"],
  ...["-c:v", "libx264", "-threads", "4", "-preset", "veryfast", "-crf", "20"],
  ...["-movflags", `+faststart${NAMED_TAGS}`, "-f", "mp4", "-y", target],
];
