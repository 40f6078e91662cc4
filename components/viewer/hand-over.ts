import type { Moment } from "./playback";

/** What one clip, or the whole viewer, leaves to whatever comes after it. */
export class HandOver {
  private left: (Moment & { to: string }) | null = null;
  private afterwards: (() => void) | null = null;
  private isClosed = false;

  /** The clip that comes goes on from here, so that two takes can be compared. */
  remember(to: string, moment: Moment): void {
    this.left = { to, ...moment };
  }

  momentFor(id: string): Moment | null {
    return this.left?.to === id ? this.left : null;
  }

  /** To be done when the viewer is gone: what lies behind it takes no focus before. */
  wait(then: () => void, close: () => void): void {
    // A frame may come when somebody has closed the viewer already, and perhaps opened another.
    if (this.isClosed) return then();
    this.afterwards = then;
    close();
  }

  opened(): void {
    this.isClosed = false;
  }

  closed(): void {
    this.isClosed = true;
    if (this.afterwards) queueMicrotask(this.afterwards);
  }
}
