import { expect, it } from "vitest";
import { formatBytes, formatClock, formatMicros } from "./format";

it("money is shown in dollars and never rounded to nothing", () => {
  expect(formatMicros("en", 950_000)).toBe("$0.95");
  expect(formatMicros("zh-Hans", 1_900_000)).toBe("$1.90");
  expect(formatMicros("en", 1_250)).toBe("$0.0013");
  expect(formatMicros("en", 0)).toBe("$0.00");
});

it("sizes count in thousands and step up before they read 1,000", () => {
  expect(formatBytes("en", 512)).toBe("512 bytes");
  expect(formatBytes("en", 30_000_000)).toBe("30 MB");
  expect(formatBytes("en", 1_540_000)).toBe("1.5 MB");
  expect(formatBytes("en", 999_900)).toBe("1 MB");
});

it("a length reads like a clock", () => {
  expect(formatClock(72.9)).toBe("1:12");
  expect(formatClock(5)).toBe("0:05");
  expect(formatClock(3672)).toBe("1:01:12");
  expect(formatClock(-3)).toBe("0:00");
});
