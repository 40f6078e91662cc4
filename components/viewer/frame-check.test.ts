import { beforeEach, describe, expect, it, vi } from "vitest";
import { FrameCheck } from "./frame-check";

const wrong = vi.fn<(frame: number | null) => void>();
let check: FrameCheck;
const missing = () => wrong.mock.calls.at(-1)?.[0] ?? null;

beforeEach(() => {
  vi.useFakeTimers();
  wrong.mockClear();
  check = new FrameCheck(24, wrong);
});

describe("the check of the frame on screen", () => {
  it("is content with the frame that was asked for, also when it comes after the seek is over", () => {
    check.see(0);
    check.ask(7);
    check.arrived();
    vi.advanceTimersByTime(100);
    check.see(7 / 24);
    vi.advanceTimersByTime(1_000);
    expect(missing()).toBeNull();
  });

  it("names the frame that is missing while another is shown, and takes it back when it comes or another is wanted", () => {
    check.see(0);
    check.ask(7);
    check.see(6 / 24);
    check.arrived();
    vi.advanceTimersByTime(1_000);
    expect(missing()).toBe(7);
    check.see(7 / 24);
    expect(missing()).toBeNull();
    check.ask(9);
    vi.advanceTimersByTime(1_000);
    expect(missing()).toBe(9);
    check.ask(null);
    expect(missing()).toBeNull();
  });

  it("doubts nothing where the browser does not say what it shows", () => {
    check.ask(7);
    check.arrived();
    vi.advanceTimersByTime(1_000);
    expect(missing()).toBeNull();
  });
});
