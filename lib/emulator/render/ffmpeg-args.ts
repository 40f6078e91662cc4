/** One picture of the clip: a still that the camera moves over, from a frame on, for so many frames. */
export interface Shot {
  image: string;
  startFrame: number;
  frames: number;
  /** Share by which the camera goes nearer or back: "in" begins on the whole picture, "out" ends on it. */
  move: "in" | "out";
}

export interface ClipPlan {
  ffmpegThreads: number;
  width: number;
  height: number;
  frames: number;
  /** The first lasts to its cross-fade; each next fades in over the one before. */
  shots: readonly Shot[];
  /** How long each takes to fade in; 0: it is cut to. */
  fadeFrames: number;
  title: { image: string; fadeInAt: number | null; fadeOutAt: number | null } | null;
  watermark: string | null;
  sound: { expression: string; reference: string | null } | null;
  /** It comes with what nobody asked for: a black second, and sound that is too loud and then not there. */
  isFlawed: boolean;
  preset: string;
  coding: keyof typeof CODINGS;
  output: string;
  /** Where the last frame is written as PNG, without the watermark. */
  lastFrame: string | null;
}

/** MP4 as most clips come, as the sizes come that few players open, and the other container that 2.5 has. */
const CODINGS = {
  mp4: { picture: ["libx264", "-crf", "21", "-profile:v", "high"], pixels: "yuv420p", sound: ["aac", "-b:a", "112k"], container: "mp4" },
  tenBit: {
    picture: ["libx265", "-preset", "ultrafast", "-crf", "24", "-tag:v", "hvc1"],
    pixels: "yuv420p10le",
    sound: ["aac", "-b:a", "112k"],
    container: "mp4",
  },
  mov: { picture: ["libx264", "-crf", "21", "-profile:v", "high444"], pixels: "yuv444p", sound: ["pcm_s16le"], container: "mov" },
} as const;

const FPS = 24;
const seconds = (frames: number): string => (frames / FPS).toFixed(4);
/** RGB stills become BT.709 once, here, and are tagged so: players assume it for HD. */
const TO_VIDEO = "scale=out_color_matrix=bt709:out_range=tv";
const TAGS = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"];

/** The command line of a clip. */
export function ffmpegArgs(plan: ClipPlan): string[] {
  const coding = CODINGS[plan.coding];
  const inputs: string[] = [];
  const filters: string[] = [];
  let inputCount = 0;
  const addImage = (file: string): number => {
    inputs.push("-framerate", String(FPS), "-i", file);
    inputCount += 1;
    return inputCount - 1;
  };

  let picture = "";
  plan.shots.forEach((shot, index) => {
    const input = addImage(shot.image);
    const camera = `[${input}:v]${TO_VIDEO},format=yuv420p,${move(shot, plan)},setsar=1`;
    if (index === 0) {
      filters.push(`${camera},format=yuv420p[s0]`);
      picture = "s0";
      return;
    }
    // The fade's alpha is counted from the shot's own beginning, which setpts then moves to its place.
    const fade = plan.fadeFrames > 0 ? `fade=t=in:s=0:n=${plan.fadeFrames}:alpha=1,` : "";
    filters.push(`${camera},format=yuva420p,${fade}setpts=PTS-STARTPTS+${seconds(shot.startFrame)}/TB[f${index}]`);
    filters.push(`[${picture}][f${index}]overlay=format=yuv420:eof_action=repeat[s${index}]`);
    picture = `s${index}`;
  });

  if (plan.title) {
    const { image, fadeInAt, fadeOutAt } = plan.title;
    const input = addImage(image);
    const fades = [
      ...(fadeInAt === null ? [] : [`fade=t=in:st=${seconds(fadeInAt)}:d=0.5:alpha=1`]),
      ...(fadeOutAt === null ? [] : [`fade=t=out:st=${seconds(fadeOutAt)}:d=0.4:alpha=1`]),
    ];
    const still = `[${input}:v]${TO_VIDEO},format=yuva420p`;
    filters.push(
      fades.length === 0 ? `${still}[t]` : `${still},loop=loop=${plan.frames}:size=1:start=0,setpts=N/${FPS}/TB,${fades.join(",")}[t]`,
    );
    filters.push(`[${picture}][t]overlay=format=yuv420:eof_action=repeat[titled]`);
    picture = "titled";
  }
  if (plan.lastFrame !== null) {
    filters.push(
      `[${picture}]split=2[main][copy]`,
      `[copy]select=eq(n\\,${plan.frames - 1}),scale=in_color_matrix=bt709:in_range=tv,format=rgb24[last]`,
    );
    picture = "main";
  }
  if (plan.watermark !== null) {
    const input = addImage(plan.watermark);
    filters.push(`[${input}:v]${TO_VIDEO},format=yuva420p[w]`, `[${picture}][w]overlay=format=yuv420:eof_action=repeat[marked]`);
    picture = "marked";
  }
  filters.push(`[${picture}]${plan.isFlawed ? "drawbox=c=black:t=fill:enable='lt(t,1)'," : ""}format=${coding.pixels}[video]`);

  if (plan.sound) {
    const length = seconds(plan.frames);
    inputs.push("-f", "lavfi", "-i", `aevalsrc=exprs='${plan.sound.expression}':s=48000:d=${length}`);
    const pad = inputCount;
    inputCount += 1;
    const flaw = plan.isFlawed ? "volume='if(lt(t,1.5),40,0)':eval=frame," : "";
    const ending = `${flaw}afade=t=in:d=0.4,afade=t=out:st=${seconds(Math.max(0, plan.frames - 16))}:d=0.6,atrim=duration=${length}`;
    if (plan.sound.reference === null) filters.push(`[${pad}:a]${ending}[sound]`);
    else {
      inputs.push("-i", plan.sound.reference);
      filters.push(
        `[${pad}:a]volume=0.35[pad]`,
        `[${inputCount}:a]aformat=sample_rates=48000:channel_layouts=mono,apad[ref]`,
        `[pad][ref]amix=inputs=2:duration=first,${ending}[sound]`,
      );
      inputCount += 1;
    }
  }

  return [
    "-y",
    "-filter_complex_threads",
    String(plan.ffmpegThreads),
    ...inputs,
    "-filter_complex",
    filters.join(";"),
    "-map",
    "[video]",
    "-frames:v",
    String(plan.frames),
    "-r",
    String(FPS),
    "-c:v",
    ...coding.picture,
    ...(plan.coding === "tenBit" ? ["-x265-params", `log-level=error:pools=${plan.ffmpegThreads}`] : ["-preset", plan.preset]),
    "-pix_fmt",
    coding.pixels,
    "-g",
    "48",
    "-threads",
    String(plan.ffmpegThreads),
    ...TAGS,
    ...(plan.sound ? ["-map", "[sound]", "-c:a", ...coding.sound, "-ac", "1", "-ar", "48000"] : ["-an"]),
    "-map_metadata",
    "-1",
    "-movflags",
    "+faststart",
    "-f",
    coding.container,
    plan.output,
    ...(plan.lastFrame === null ? [] : ["-map", "[last]", "-frames:v", "1", "-f", "image2", "-c:v", "png", plan.lastFrame]),
  ];
}

/** How far the camera travels over a shot, as a share of the picture. */
const TRAVEL = 0.09;

function move(shot: Shot, plan: ClipPlan): string {
  const last = Math.max(1, shot.frames - 1);
  const zoom = shot.move === "in" ? `1+${TRAVEL}*on/${last}` : `${1 + TRAVEL}-${TRAVEL}*on/${last}`;
  return `zoompan=z='${zoom}':x='(iw-iw/zoom)/2':y='(ih-ih/zoom)*0.46':d=${shot.frames}:s=${plan.width}x${plan.height}:fps=${FPS}`;
}
