import { beforeEach, expect, it, vi } from "vitest";
import { inspectFile } from "./inspect-file";

/** What a browser says of whatever it is shown. */
let measured = { duration: 0, videoWidth: 0, videoHeight: 0 };
class FakeMedia {
  onloadedmetadata: (() => void) | null = null;
  set src(_: string) {
    queueMicrotask(() => this.onloadedmetadata?.());
  }
  get duration(): number {
    return measured.duration;
  }
  get videoWidth(): number {
    return measured.videoWidth;
  }
  get videoHeight(): number {
    return measured.videoHeight;
  }
  removeAttribute(): void {}
  load(): void {}
}

beforeEach(() => {
  vi.stubGlobal("document", { createElement: () => new FakeMedia() });
  vi.stubGlobal("HTMLVideoElement", FakeMedia);
});

const file = (head: (string | number[])[], name: string) =>
  new File(
    [Uint8Array.from(head.flatMap((part) => (typeof part === "string" ? [...part].map((letter) => letter.charCodeAt(0)) : part)))],
    name,
  );
const mp3 = file([[0, 0, 0, 0xff, 0xfb, 0x90, 0x64]], "voice.mp3");
const wav = file(["RIFF", [0, 0, 0, 0], "WAVEfmt "], "voice.wav");
const mp4 = file([[0, 0, 0, 32], "ftypisom", [0, 0, 2, 0]], "clip.mp4");
const sound = (duration: number) => ({ duration, videoWidth: 0, videoHeight: 0 });

it.each([0.4, 31, Infinity])("an MP3 that a browser takes for %d s long goes to the server, which counts its frames", async (duration) => {
  measured = sound(duration);
  expect(await inspectFile(mp3, "blob:x")).toMatchObject({ ok: true, kind: "audio", mimeType: "audio/mpeg" });
});

it("what breaks a limit goes to the server, which keeps it to be mended", async () => {
  measured = sound(20);
  expect(await inspectFile(wav, "blob:x")).toMatchObject({ ok: true, facts: { durationMs: 20_000 } });
  measured = { duration: 4, videoWidth: 1920, videoHeight: 1080 };
  expect(await inspectFile(mp4, "blob:x")).toMatchObject({ ok: true, facts: { width: 1920, height: 1080, durationMs: 4000 } });
  measured = { duration: 4, videoWidth: 320, videoHeight: 240 };
  expect(await inspectFile(mp4, "blob:x")).toMatchObject({ ok: true, facts: { width: 320 } });
});

it("what is of no known kind, empty, or larger than may be brought at all is stopped here", async () => {
  expect(await inspectFile(file(["%PDF-1.7"], "brief.pdf"), "blob:x")).toMatchObject({ ok: false, problem: { code: "wrongType" } });
  expect(await inspectFile(file([], "nothing.png"), "blob:x")).toMatchObject({ ok: false, problem: { code: "empty" } });
  const huge = Object.defineProperty(file([[0xff, 0xd8, 0xff, 0xe0]], "huge.jpg"), "size", { value: 65 * 1024 * 1024 });
  expect(await inspectFile(huge, "blob:x")).toMatchObject({ ok: false, problem: { code: "tooLarge", values: { limit: 64 } } });
});

it("the bytes decide what it is, and not the name", async () => {
  vi.stubGlobal(
    "Image",
    class {
      naturalWidth = 1200;
      naturalHeight = 900;
      onload: (() => void) | null = null;
      set src(_: string) {
        queueMicrotask(() => this.onload?.());
      }
    },
  );
  expect(await inspectFile(file([[0xff, 0xd8, 0xff, 0xe0]], "IMG_1234.HEIC"), "blob:x")).toMatchObject({
    ok: true,
    mimeType: "image/jpeg",
  });
});
