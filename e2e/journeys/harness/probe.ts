import { ALL_FORMATS, FilePathSource, Input } from "mediabunny";

/** What is really in a file, read from its own tables, packet by packet. */
export interface ClipFacts {
  width: number;
  height: number;
  framesPerSecond: number;
  frames: number;
  durationSeconds: number;
  videoCodec: string | null;
  /** Null: no sound track. */
  audioCodec: string | null;
}

export async function probeClip(file: string): Promise<ClipFacts> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    return await readFacts(input, file);
  } finally {
    input.dispose();
  }
}

async function readFacts(input: Input, file: string): Promise<ClipFacts> {
  const video = await input.getPrimaryVideoTrack();
  if (!video) throw new Error(`${file} holds no video`);
  const audio = await input.getPrimaryAudioTrack();
  const { packetCount, averagePacketRate } = await video.computePacketStats();
  return {
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    framesPerSecond: Math.round(averagePacketRate * 100) / 100,
    frames: packetCount,
    durationSeconds: await video.computeDuration(),
    videoCodec: await video.getCodec(),
    audioCodec: audio ? await audio.getCodec() : null,
  };
}
