import { beforeEach, describe, expect, it, vi } from "vitest";
import { Playback } from "./playback";

/** What a browser does with a video that nobody has pressed anything for. */
class VideoBeforeAnyPress extends EventTarget {
  muted = false;
  volume = 1;
  loop = false;
  isAllowed = false;
  isPaused = true;
  playbackRate = 1;
  preservesPitch = false;
  play = vi.fn(async () => {
    if (!this.muted && !this.isAllowed) throw new DOMException("", "NotAllowedError");
    this.isPaused = false;
    this.dispatchEvent(new Event("play"));
  });
  pause = vi.fn(() => {
    this.isPaused = true;
    this.dispatchEvent(new Event("pause"));
  });
}

describe("a browser that lets no sound begin by itself", () => {
  let video: VideoBeforeAnyPress;
  let playback: Playback;
  beforeEach(() => {
    vi.stubGlobal("cancelAnimationFrame", () => undefined);
    video = new VideoBeforeAnyPress();
    playback = new Playback("a", 24, 4);
    playback.attach(video as unknown as HTMLVideoElement);
  });

  it("plays it without sound, and says so", async () => {
    playback.play();
    await expect.poll(() => video.isPaused).toBe(false);
    expect(playback.read()).toMatchObject({ isPlaying: true, isMuted: true, isHushed: true });
  });

  it("gives the sound back with the next press of play", async () => {
    playback.play();
    await expect.poll(() => video.isPaused).toBe(false);
    video.isAllowed = true;
    playback.toggle();
    playback.toggle();
    await expect.poll(() => video.isPaused).toBe(false);
    expect(video.muted).toBe(false);
    expect(playback.read()).toMatchObject({ isMuted: false, isHushed: false });
  });

  it("does not begin what was paused before the browser answered", async () => {
    playback.play();
    playback.pause();
    await Promise.allSettled(video.play.mock.results.map(({ value }) => value as Promise<void>));
    expect(video.play).toHaveBeenCalledTimes(1);
    expect(playback.read()).toMatchObject({ isPlaying: false, isMuted: false });
  });
});
