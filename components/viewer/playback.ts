import { countFrames, frameAt, middleOf } from "@/components/clip/timecode";
import { FrameCheck } from "./frame-check";
import { backFrom, boundsOf, isWhole, type Range, WHOLE, withIn, withOut } from "./range";
import { keepSound, readSound, type Sound } from "./sound";

export interface PlaybackState extends Sound {
  frame: number;
  frameCount: number;
  isPlaying: boolean;
  /** As it runs now: the chosen speed, or what J and L made of it; negative while it runs backwards. */
  rate: number;
  /** The chosen one. */
  speed: number;
  isLooping: boolean;
  /** Without sound because the browser lets none begin by itself, and not because somebody chose so. */
  isHushed: boolean;
  range: Range;
  /** The frame that was asked for, while the browser shows another one. */
  missing: number | null;
}

/** Where somebody is in a clip, and how they watch. */
export interface Moment extends Pick<PlaybackState, "isPlaying" | "speed" | "isLooping"> {
  seconds: number;
}

export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.5, 2] as const;
const MAX_RATE = 4;

/** One clip under an editor's hands: plays, steps by frames, runs in both directions. Knows no React. */
export class Playback {
  /** The generation whose clip it is: each clip begins anew. */
  readonly clipId: string;
  readonly framesPerSecond: number;
  private readonly listeners = new Set<() => void>();
  private readonly check: FrameCheck;
  private video: HTMLVideoElement | null = null;
  private reverse = 0;
  /** Whether it plays, or would if it could: the file may still change. */
  private isWanted = false;
  private state: PlaybackState;

  constructor(clipId: string, framesPerSecond: number, durationSeconds: number) {
    this.clipId = clipId;
    this.framesPerSecond = framesPerSecond;
    this.state = {
      ...{ frame: 0, frameCount: countFrames(durationSeconds, framesPerSecond), missing: null },
      ...{ isPlaying: false, rate: 1, speed: 1, isLooping: true, isHushed: false, range: WHOLE },
      ...readSound(),
    };
    this.check = new FrameCheck(framesPerSecond, (missing) => {
      if (missing !== this.state.missing) this.set({ missing });
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  read = (): PlaybackState => this.state;

  /** Takes hold of the element. @returns what lets go of it */
  attach = (video: HTMLVideoElement): (() => void) => {
    this.video = video;
    video.volume = this.state.volume;
    video.muted = this.state.isMuted;
    // Slower and faster are for the eye; voices stay what they are.
    video.preservesPitch = true;
    this.followLoop();
    const listening = new AbortController();
    const on = (type: string, listener: () => unknown): void => video.addEventListener(type, listener, { signal: listening.signal });
    on("play", () => this.set({ isPlaying: true }));
    // A video pauses itself at its end, a moment before it says that it is there.
    on("pause", () => {
      this.isWanted = false;
      if (!video.ended) this.set({ isPlaying: this.reverse !== 0 });
    });
    on("ended", () => this.state.isPlaying && this.reverse === 0 && this.turnAround());
    on("loadedmetadata", () => this.set({ frameCount: countFrames(video.duration, this.framesPerSecond) }));
    const onTime = (): void => {
      if (!video.seeking) this.show(video.currentTime);
    };
    on("timeupdate", onTime);
    on("seeked", () => {
      onTime();
      this.check.arrived();
    });
    on("error", () => this.set({ isPlaying: false }));
    // Another file took its place, as the copy of a clip that this browser cannot play: that is what is to be seen then.
    on("emptied", () => this.isWanted && this.play(this.state.rate));
    let callback = 0;
    const onFrame = (_: number, { mediaTime }: { mediaTime: number }): void => {
      this.check.see(mediaTime);
      // Between two seeks the frame that arrives is the one before.
      if (!video.paused) this.show(mediaTime);
      callback = video.requestVideoFrameCallback(onFrame);
    };
    if ("requestVideoFrameCallback" in video) callback = video.requestVideoFrameCallback(onFrame);
    return () => {
      listening.abort();
      this.stopReverse();
      this.check.stop();
      if (callback) video.cancelVideoFrameCallback(callback);
      this.isWanted = false;
      video.pause();
      this.video = null;
    };
  };

  /** Goes on where another clip was left: at its time, and playing only if that one did. */
  takeOver = ({ seconds, isPlaying, speed, isLooping }: Moment): void => {
    this.set({ speed, isLooping });
    this.seekFrame(frameAt(seconds, this.framesPerSecond));
    if (isPlaying) this.play();
    else this.pause();
  };

  moment = (): Moment => {
    const { frame, isPlaying, speed, isLooping } = this.state;
    return { seconds: frame / this.framesPerSecond, isPlaying, speed, isLooping };
  };

  /** Plays with the sound that was chosen; without, where the browser lets none begin before a press. */
  play = (rate = this.state.speed): void => {
    this.stopReverse();
    const { video } = this;
    if (!video) return;
    if (this.state.isHushed) this.setSound(readSound());
    video.playbackRate = rate;
    this.set({ rate });
    this.check.ask(null);
    this.followLoop();
    const [first, last] = this.bounds();
    // What lies outside of the range is not what somebody wants to see again.
    if (!isWhole(this.state.range) && (this.state.frame < first || this.state.frame >= last)) this.go(first);
    this.begin();
  };

  pause = (): void => {
    this.stopReverse();
    // Stepping stops at the last frame: a clip that loops would begin anew as soon as its end is touched.
    if (this.video) this.video.loop = false;
    this.isWanted = false;
    this.video?.pause();
    this.set({ isPlaying: false, rate: this.state.speed });
  };

  toggle = (): void => (this.state.isPlaying ? this.pause() : this.play());

  /** L and J: begin in that direction; again is faster. */
  shuttle = (direction: 1 | -1): void => {
    const { isPlaying, rate } = this.state;
    const next = isPlaying && Math.sign(rate) === direction ? Math.min(Math.abs(rate) * 2, MAX_RATE) : 1;
    if (direction === 1) this.play(next);
    else this.playBackwards(next);
  };

  seekFrame = (frame: number): void => {
    if (!this.video) return;
    this.check.ask(this.go(frame));
  };

  step = (frames: number): void => {
    this.pause();
    this.seekFrame(this.state.frame + frames);
  };

  setMuted = (isMuted: boolean): void => this.setSound({ isMuted, volume: !isMuted && this.state.volume === 0 ? 1 : this.state.volume });
  setVolume = (volume: number): void => this.setSound({ volume, isMuted: volume === 0 });
  setLooping = (isLooping: boolean): void => {
    this.set({ isLooping });
    if (this.state.isPlaying) this.followLoop();
  };

  setSpeed = (speed: number): void => {
    this.set({ speed, rate: speed });
    if (this.state.isPlaying) this.play();
  };
  /** To the next slower or faster one there is. */
  changeSpeed = (by: 1 | -1): void => {
    const at = SPEEDS.findIndex((speed) => speed >= this.state.speed) + by;
    this.setSpeed(SPEEDS[Math.min(Math.max(at, 0), SPEEDS.length - 1)]!);
  };

  markIn = (): void => this.setRange(withIn(this.state.range, this.state.frame));
  markOut = (): void => this.setRange(withOut(this.state.range, this.state.frame));
  clearRange = (): void => this.setRange(WHOLE);

  /** A pause, or another file, that comes before it plays is told by an event of its own. */
  private begin(): void {
    const { video } = this;
    this.isWanted = true;
    video?.play().catch(({ name }: DOMException) => {
      if (name === "AbortError") return;
      if (name !== "NotAllowedError" || video.muted || video !== this.video || !this.isWanted) return this.set({ isPlaying: false });
      // Nobody pressed anything on this page yet: a clip that was opened by its address stood still for ever.
      video.muted = true;
      this.set({ isMuted: true, isHushed: true });
      this.begin();
    });
  }

  private setRange(range: Range): void {
    this.set({ range });
    if (this.state.isPlaying) this.followLoop();
  }

  private bounds = () => boundsOf(this.state.range, this.state.frameCount);

  /** The browser goes round the whole clip by itself, and without a gap; a part of it is gone round here. */
  private followLoop(): void {
    if (this.video) this.video.loop = this.state.isLooping && isWhole(this.state.range);
  }

  /** At the end of what is played: from the beginning again, or no further. */
  private turnAround(): void {
    const [first, last] = this.bounds();
    if (this.state.isLooping && !isWhole(this.state.range)) {
      this.go(first);
      this.begin();
      return;
    }
    this.pause();
    if (this.state.range.out !== null) this.seekFrame(last);
  }

  private go(frame: number): number {
    const target = Math.min(Math.max(frame, 0), this.state.frameCount - 1);
    if (this.video) this.video.currentTime = middleOf(target, this.framesPerSecond);
    this.set({ frame: target });
    return target;
  }

  private playBackwards(speed: number): void {
    this.stopReverse();
    const { video } = this;
    if (!video) return;
    video.pause();
    this.check.ask(null);
    this.set({ isPlaying: true, rate: -speed });
    const began = performance.now();
    const from = this.state.frame;
    const tick = (now: number): void => {
      const back = Math.floor(((now - began) / 1000) * this.framesPerSecond * speed);
      const frame = backFrom(from, back, this.bounds(), this.state.isLooping);
      if (frame === null) return this.pause();
      // A decoder that is still seeking is not asked again: it would only fall further behind.
      if (!video.seeking && frame !== this.state.frame) this.go(frame);
      this.reverse = requestAnimationFrame(tick);
    };
    this.reverse = requestAnimationFrame(tick);
  }

  private stopReverse(): void {
    cancelAnimationFrame(this.reverse);
    this.reverse = 0;
  }

  private show(seconds: number): void {
    if (this.reverse !== 0) return;
    const frame = Math.min(Math.max(frameAt(seconds, this.framesPerSecond), 0), this.state.frameCount - 1);
    if (frame !== this.state.frame) this.set({ frame });
    if (this.state.isPlaying && this.state.range.out !== null && frame >= this.state.range.out && !this.video?.seeking) this.turnAround();
  }

  private setSound(sound: Sound): void {
    if (this.video) {
      this.video.muted = sound.isMuted;
      this.video.volume = sound.volume;
    }
    this.set({ ...sound, isHushed: false });
    keepSound(sound);
  }

  private set(change: Partial<PlaybackState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
