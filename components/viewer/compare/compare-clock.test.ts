import { beforeEach, describe, expect, it, vi } from "vitest";
import { shuffled } from "./blind";
import { CompareClock } from "./compare-clock";
import { FIT, pan, zoomAbout } from "./use-zoom";

/** As much of a video as the clock touches; it runs with the frames of the test. */
function fakeVideo() {
  const video = {
    ...{ currentTime: 0, paused: true, muted: false, loop: true, playbackRate: 1, preservesPitch: false, seeking: false, readyState: 4 },
    play: () => {
      video.paused = false;
      return Promise.resolve();
    },
    pause: () => void (video.paused = true),
    run: (seconds: number) => {
      if (!video.paused) video.currentTime += seconds * video.playbackRate;
    },
  };
  return video;
}

let frames: FrameRequestCallback[];
let now: number;
let videos: ReturnType<typeof fakeVideo>[];
let clock: CompareClock;

/** Lets so much time pass, a sixtieth of a second at a time. */
function pass(seconds: number): void {
  for (let left = Math.round(seconds * 60); left > 0; left--) {
    now += 1000 / 60;
    for (const video of videos) video.run(1 / 60);
    for (const frame of frames.splice(0)) frame(now);
  }
}

beforeEach(() => {
  frames = [];
  now = 0;
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", () => void (frames = []));
  vi.spyOn(performance, "now").mockImplementation(() => now);
  videos = [fakeVideo(), fakeVideo()];
  clock = new CompareClock([
    { id: "a", framesPerSecond: 24, durationSeconds: 4 },
    { id: "b", framesPerSecond: 24, durationSeconds: 5 },
  ]);
  clock.attach("a", videos[0] as unknown as HTMLVideoElement);
  clock.attach("b", videos[1] as unknown as HTMLVideoElement);
});

const [frameOfA, frameOfB] = [0, 1].map((index) => () => Math.floor(videos[index]!.currentTime * 24 + 0.01));

describe("the one clock of several clips", () => {
  it("is as long as the longest, has one sound, and steps all by the same frames", () => {
    expect(clock.read().frameCount).toBe(120);
    expect(videos.map(({ muted, loop }) => [muted, loop])).toEqual([
      [false, false],
      [true, false],
    ]);
    clock.step(30);
    expect([clock.read().frame, frameOfA!(), frameOfB!()]).toEqual([30, 30, 30]);
    clock.setSound("b");
    expect(videos.map(({ muted }) => muted)).toEqual([true, false]);
    clock.step(Infinity);
    expect([frameOfA!(), frameOfB!()], "the shorter one holds its last frame").toEqual([95, 119]);
  });

  it("holds a side ahead by its offset, and is as long as what is left", () => {
    clock.shift("b", 24);
    clock.seekFrame(10);
    expect([frameOfA!(), frameOfB!(), clock.read().frameCount]).toEqual([10, 34, 96]);
    clock.shift("a", -20);
    expect([frameOfA!(), clock.read().frameCount], "it has not begun").toEqual([0, 116]);
  });

  it("keeps all together while it plays, and waits for the one that is loading", () => {
    clock.play();
    pass(1);
    expect(Math.abs(videos[0]!.currentTime - videos[1]!.currentTime)).toBeLessThan(0.03);
    // One falls behind, as decoders do.
    videos[1]!.currentTime -= 0.1;
    pass(1);
    expect(Math.abs(videos[0]!.currentTime - videos[1]!.currentTime)).toBeLessThan(0.03);
    videos[1]!.readyState = 2;
    pass(0.5);
    const { frame } = clock.read();
    pass(0.5);
    expect([clock.read().frame, videos[0]!.paused]).toEqual([frame, true]);
    videos[1]!.readyState = 4;
    pass(0.5);
    expect(clock.read().frame).toBeGreaterThan(frame + 8);
  });

  it("goes round where it loops, and stops at the end where it does not", () => {
    clock.seekFrame(115);
    clock.play();
    pass(1);
    expect(clock.read().frame).toBeLessThan(30);
    clock.setLooping(false);
    clock.seekFrame(115);
    pass(1);
    expect([clock.read().frame, clock.read().isPlaying]).toEqual([119, false]);
  });
});

describe("the one zoom", () => {
  it("leaves the point under the pointer where it is, and never shows what is beside the picture", () => {
    const point = { x: 0.25, y: -0.25 };
    const zoomed = zoomAbout(FIT, 2, point);
    // A point p of the picture is seen at x + scale * p.
    expect((point.x - zoomed.x) / zoomed.scale).toBeCloseTo(point.x);
    expect(pan(zoomed, 9, -9)).toEqual({ scale: 2, x: 0.5, y: -0.5 });
    expect(zoomAbout(pan(zoomed, 9, 9), 0.01)).toEqual(FIT);
  });
});

it("a blind order has each once", () => {
  expect(shuffled(["a", "b", "c", "d"]).toSorted()).toEqual(["a", "b", "c", "d"]);
  expect(shuffled(["a", "b", "c"], () => 0)).toEqual(["b", "c", "a"]);
});
