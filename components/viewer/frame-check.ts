import { frameAt } from "@/components/clip/timecode";

/** A browser shows the frame that it was asked for within this time, or shows another. */
const PATIENCE_MS = 150;

/**
 * Looks whether a video that stands still shows the frame that it was asked for. Only the browser's own word for what is on screen counts
 * (`requestVideoFrameCallback`): its clock says what was asked. Where there is no such word, nothing is doubted.
 */
export class FrameCheck {
  private asked: number | null = null;
  private shown: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly framesPerSecond: number;
  private readonly onWrong: (frame: number | null) => void;

  /** @param onWrong is told which frame is missing from the screen, and null when all is well again */
  constructor(framesPerSecond: number, onWrong: (frame: number | null) => void) {
    this.framesPerSecond = framesPerSecond;
    this.onWrong = onWrong;
  }

  /** null: it plays, and whatever is shown is right. */
  ask(frame: number | null): void {
    this.asked = frame;
    clearTimeout(this.timer);
    // What was drawn for the frame before must not lie over this one.
    this.onWrong(null);
    if (frame === null || this.shown === null) return;
    this.timer = setTimeout(() => this.judge(), PATIENCE_MS);
  }

  /** A frame is on screen. */
  see(mediaTime: number): void {
    this.shown = frameAt(mediaTime, this.framesPerSecond);
    if (this.shown === this.asked) {
      clearTimeout(this.timer);
      this.onWrong(null);
    }
  }

  /** It came to where it was asked to go; the picture may follow a moment later. */
  arrived(): void {
    if (this.asked === null || this.shown === null || this.shown === this.asked) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.judge(), PATIENCE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private judge(): void {
    if (this.asked !== null && this.shown !== null && this.shown !== this.asked) this.onWrong(this.asked);
  }
}
