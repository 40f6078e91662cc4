import { frameAt, middleOf } from "@/components/clip/timecode";

export interface Side {
  id: string;
  framesPerSecond: number;
  durationSeconds: number;
}

export interface CompareState {
  /** On the common clock, in frames of the first side. */
  frame: number;
  frameCount: number;
  isPlaying: boolean;
  speed: number;
  isLooping: boolean;
  /** Whose sound is heard; null: nobody's. */
  sound: string | null;
  /** By how many frames each side is ahead of the clock. */
  offsets: Readonly<Record<string, number>>;
}

/** More than this is not caught up with by running a little faster. */
const JUMP_SECONDS = 0.2;
/** Less than this nobody sees: about half a frame. */
const SLACK_SECONDS = 0.02;
/** Enough data to show the next frame. */
const HAVE_FUTURE_DATA = 3;

/**
 * Several clips on one clock. The clock is this program's own; each video follows it, and all wait for the one that is still loading. While
 * one of them is heard the clock follows that one: an eye forgives what an ear does not.
 */
export class CompareClock {
  readonly sides: readonly Side[];
  private readonly videos = new Map<string, HTMLVideoElement>();
  private readonly listeners = new Set<() => void>();
  private seconds = 0;
  private tick = 0;
  private state: CompareState;

  constructor(sides: readonly Side[]) {
    this.sides = sides;
    const offsets = Object.fromEntries(sides.map(({ id }) => [id, 0]));
    this.state = { frame: 0, frameCount: 1, isPlaying: false, speed: 1, isLooping: true, sound: sides[0]?.id ?? null, offsets };
    this.state = { ...this.state, frameCount: this.countFrames() };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  read = (): CompareState => this.state;

  get framesPerSecond(): number {
    return this.sides[0]?.framesPerSecond ?? 24;
  }

  /** @returns what lets go of it */
  attach = (id: string, video: HTMLVideoElement): (() => void) => {
    this.videos.set(id, video);
    video.preservesPitch = true;
    video.loop = false;
    this.listen();
    if (!this.state.isPlaying) this.rest(id);
    return () => {
      video.pause();
      this.videos.delete(id);
    };
  };

  play = (): void => {
    if (this.state.isPlaying) return;
    if (this.state.frame >= this.state.frameCount - 1) this.seconds = 0;
    this.set({ isPlaying: true });
    let before = performance.now();
    const run = (now: number): void => {
      const passed = (now - before) / 1000;
      before = now;
      this.advance(passed);
      if (this.state.isPlaying) this.tick = requestAnimationFrame(run);
    };
    this.tick = requestAnimationFrame(run);
  };

  pause = (): void => {
    cancelAnimationFrame(this.tick);
    this.set({ isPlaying: false });
    this.seekFrame(this.state.frame);
  };

  toggle = (): void => (this.state.isPlaying ? this.pause() : this.play());

  step = (frames: number): void => {
    if (this.state.isPlaying) this.pause();
    this.seekFrame(this.state.frame + frames);
  };

  seekFrame = (frame: number): void => {
    const target = Math.min(Math.max(frame, 0), this.state.frameCount - 1);
    this.seconds = middleOf(target, this.framesPerSecond);
    this.set({ frame: target });
    for (const { id } of this.sides) this.rest(id);
  };

  setSpeed = (speed: number): void => this.set({ speed });
  setLooping = (isLooping: boolean): void => this.set({ isLooping });
  setSound = (sound: string | null): void => {
    this.set({ sound });
    this.listen();
  };
  /** One side so many frames ahead of where it is; the clock is as long as the longest of what is left. */
  shift = (id: string, frames: number): void => {
    this.set({ offsets: { ...this.state.offsets, [id]: (this.state.offsets[id] ?? 0) + frames } });
    this.set({ frameCount: this.countFrames() });
    if (!this.state.isPlaying) this.seekFrame(this.state.frame);
  };

  stop(): void {
    cancelAnimationFrame(this.tick);
  }

  /** Where a side is when the clock shows this, and whether it has a picture of its own there. */
  private momentOf(side: Side, seconds: number): { at: number; isWithin: boolean } {
    const at = seconds + (this.state.offsets[side.id] ?? 0) / this.framesPerSecond;
    const last = Math.max(0, side.durationSeconds - 0.5 / side.framesPerSecond);
    return { at: Math.min(Math.max(at, 0), last), isWithin: at >= 0 && at < last };
  }

  private countFrames(): number {
    const { offsets } = this.state;
    const lengths = this.sides.map(({ id, durationSeconds }) => durationSeconds * this.framesPerSecond - (offsets[id] ?? 0));
    return Math.max(1, Math.round(Math.max(0, ...lengths)));
  }

  private advance(passed: number): void {
    const running = this.sides.flatMap((side) => {
      const video = this.videos.get(side.id);
      return video && this.momentOf(side, this.seconds).isWithin ? [{ side, video }] : [];
    });
    if (running.some(({ video }) => video.seeking || video.readyState < HAVE_FUTURE_DATA)) {
      for (const { video } of running) video.pause();
      return;
    }
    this.seconds = this.heard(running) ?? this.seconds + passed * this.state.speed;
    const frame = frameAt(this.seconds, this.framesPerSecond);
    if (frame >= this.state.frameCount) {
      if (this.state.isLooping) return this.seekFrame(0);
      this.set({ frame: this.state.frameCount - 1 });
      return this.pause();
    }
    if (frame !== this.state.frame) this.set({ frame });
    for (const side of this.sides) this.follow(side);
  }

  /** What the clip that is heard says of the time, while it runs by itself. */
  private heard(running: readonly { side: Side; video: HTMLVideoElement }[]): number | null {
    const lead = running.find(({ side, video }) => side.id === this.state.sound && !video.paused);
    if (!lead) return null;
    const seconds = lead.video.currentTime - (this.state.offsets[lead.side.id] ?? 0) / this.framesPerSecond;
    return Math.abs(seconds - this.seconds) < JUMP_SECONDS ? seconds : null;
  }

  private follow(side: Side): void {
    const video = this.videos.get(side.id);
    if (!video) return;
    const { at, isWithin } = this.momentOf(side, this.seconds);
    const late = at - video.currentTime;
    if (!isWithin || Math.abs(late) > JUMP_SECONDS) {
      if (!isWithin) video.pause();
      if (Math.abs(late) > SLACK_SECONDS) video.currentTime = at;
    }
    if (!isWithin) return;
    const isLead = side.id === this.state.sound;
    const nudge = isLead || Math.abs(late) < SLACK_SECONDS ? 1 : 1 + Math.min(Math.max(late * 2, -0.2), 0.2);
    video.playbackRate = this.state.speed * nudge;
    // A browser that lets no sound begin here waits for a press.
    if (video.paused) video.play().catch((error: unknown) => (error as DOMException).name === "NotAllowedError" && this.pause());
  }

  private rest(id: string): void {
    const side = this.sides.find((one) => one.id === id);
    const video = this.videos.get(id);
    if (!side || !video) return;
    video.pause();
    const { at } = this.momentOf(side, this.seconds);
    video.currentTime = middleOf(frameAt(at, side.framesPerSecond), side.framesPerSecond);
  }

  private listen(): void {
    for (const [id, video] of this.videos) video.muted = id !== this.state.sound;
  }

  private set(change: Partial<CompareState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
