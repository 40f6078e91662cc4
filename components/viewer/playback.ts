import { countFrames, frameAt, middleOf } from "./timecode";

export interface PlaybackState {
  frame: number;
  frameCount: number;
  isPlaying: boolean;
  /** 1, 2 or 4; negative while it runs backwards. */
  rate: number;
  isMuted: boolean;
  volume: number;
  isLooping: boolean;
  hasFailed: boolean;
}

const MAX_RATE = 4;

/** What a person chose for the sound, kept for the next clip and the next visit. */
const SOUND_KEY = "viewer.sound";

function readSound(): { isMuted: boolean; volume: number } {
  try {
    const kept = JSON.parse(localStorage.getItem(SOUND_KEY) ?? "null") as { isMuted?: unknown; volume?: unknown } | null;
    return { isMuted: kept?.isMuted === true, volume: typeof kept?.volume === "number" ? Math.min(1, Math.max(0, kept.volume)) : 1 };
  } catch {
    // Storage is switched off, or holds something else: sound on is what a viewer is for.
    return { isMuted: false, volume: 1 };
  }
}

/** One clip under an editor's hands: plays, steps by frames, runs in both directions. Knows no React. */
export class Playback {
  /** The generation whose clip it is: each clip begins anew. */
  readonly clipId: string;
  readonly framesPerSecond: number;
  private readonly listeners = new Set<() => void>();
  private video: HTMLVideoElement | null = null;
  private reverse = 0;
  private state: PlaybackState;

  constructor(clipId: string, framesPerSecond: number, durationSeconds: number) {
    this.clipId = clipId;
    this.framesPerSecond = framesPerSecond;
    this.state = {
      frame: 0,
      frameCount: countFrames(durationSeconds, framesPerSecond),
      isPlaying: false,
      rate: 1,
      isLooping: true,
      hasFailed: false,
      ...readSound(),
    };
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
    video.loop = this.state.isLooping;
    const listening = new AbortController();
    const on = (type: string, listener: () => void): void => video.addEventListener(type, listener, { signal: listening.signal });
    on("play", () => this.set({ isPlaying: true }));
    on("pause", () => this.set({ isPlaying: this.reverse !== 0 }));
    on("loadedmetadata", () => this.set({ frameCount: countFrames(video.duration, this.framesPerSecond) }));
    const onTime = (): void => {
      if (!video.seeking) this.show(video.currentTime);
    };
    on("timeupdate", onTime);
    on("seeked", onTime);
    on("error", () => this.set({ hasFailed: true, isPlaying: false }));
    let callback = 0;
    const onFrame = (_: number, { mediaTime }: { mediaTime: number }): void => {
      // Between two seeks the frame that arrives is the one before.
      if (!video.paused) this.show(mediaTime);
      callback = video.requestVideoFrameCallback(onFrame);
    };
    if ("requestVideoFrameCallback" in video) callback = video.requestVideoFrameCallback(onFrame);
    return () => {
      listening.abort();
      this.stopReverse();
      if (callback) video.cancelVideoFrameCallback(callback);
      video.pause();
      this.video = null;
    };
  };

  /** Plays if the browser lets a clip with sound begin here; if not, it waits for a press. */
  play = (rate = 1): void => {
    this.stopReverse();
    const { video } = this;
    if (!video) return;
    video.playbackRate = rate;
    video.loop = this.state.isLooping;
    this.set({ rate });
    video.play().catch(() => this.set({ isPlaying: false }));
  };

  pause = (): void => {
    this.stopReverse();
    // Stepping stops at the last frame: a clip that loops would begin anew as soon as its end is touched.
    if (this.video) this.video.loop = false;
    this.video?.pause();
    this.set({ isPlaying: false, rate: 1 });
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
    const target = Math.min(Math.max(frame, 0), this.state.frameCount - 1);
    this.video.currentTime = middleOf(target, this.framesPerSecond);
    this.set({ frame: target });
  };

  step = (frames: number): void => {
    this.pause();
    this.seekFrame(this.state.frame + frames);
  };

  setMuted = (isMuted: boolean): void => this.setSound({ isMuted, volume: !isMuted && this.state.volume === 0 ? 1 : this.state.volume });
  setVolume = (volume: number): void => this.setSound({ volume, isMuted: volume === 0 });
  setLooping = (isLooping: boolean): void => {
    if (this.video && this.state.isPlaying) this.video.loop = isLooping;
    this.set({ isLooping });
  };

  private playBackwards(speed: number): void {
    this.stopReverse();
    const { video } = this;
    if (!video) return;
    video.pause();
    this.set({ isPlaying: true, rate: -speed });
    const began = performance.now();
    const from = this.state.frame;
    const count = this.state.frameCount;
    const tick = (now: number): void => {
      const back = Math.floor(((now - began) / 1000) * this.framesPerSecond * speed);
      const frame = this.state.isLooping ? (((from - back) % count) + count) % count : from - back;
      if (frame < 0) return this.pause();
      // A decoder that is still seeking is not asked again: it would only fall further behind.
      if (!video.seeking && frame !== this.state.frame) this.seekFrame(frame);
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
  }

  private setSound(sound: { isMuted: boolean; volume: number }): void {
    if (this.video) {
      this.video.muted = sound.isMuted;
      this.video.volume = sound.volume;
    }
    this.set(sound);
    try {
      localStorage.setItem(SOUND_KEY, JSON.stringify(sound));
    } catch {
      // Not kept, then.
    }
  }

  private set(change: Partial<PlaybackState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
