import { ALL_FORMATS, Input, UrlSource, VideoSampleSink } from "mediabunny";
import { middleOf } from "@/components/clip/timecode";

/** One clip, read by hand: its frames by their numbers, as they are in the file. */
export class FrameReader {
  private readonly input: Input;
  private sink: Promise<VideoSampleSink | null> | undefined;

  constructor(url: string) {
    this.input = new Input({ source: new UrlSource(url), formats: ALL_FORMATS });
  }

  /**
   * Draws the frame in its own size, unless another one was asked for while it was decoded: an older frame would lie over a newer.
   * @returns whether it is drawn; also false where this browser cannot decode it
   */
  async draw(frame: number, framesPerSecond: number, canvas: HTMLCanvasElement, isWanted: () => boolean): Promise<boolean> {
    const sink = await (this.sink ??= this.open());
    const sample = await sink?.getSample(middleOf(frame, framesPerSecond));
    if (!sample) return false;
    if (!isWanted()) {
      sample.close();
      return false;
    }
    canvas.width = sample.displayWidth;
    canvas.height = sample.displayHeight;
    sample.draw(canvas.getContext("2d")!, 0, 0);
    sample.close();
    return true;
  }

  dispose(): void {
    this.input.dispose();
  }

  private async open(): Promise<VideoSampleSink | null> {
    const track = await this.input.getPrimaryVideoTrack();
    return track && (await track.canDecode()) ? new VideoSampleSink(track) : null;
  }
}
