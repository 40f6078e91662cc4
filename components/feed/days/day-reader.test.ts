import { expect, it } from "vitest";
import { dayReader } from "./day-reader";

it("a moment belongs to the reader's own day", () => {
  expect(dayReader("UTC")("2026-11-21T16:30:00.000Z")).toBe("2026-11-21");
  expect(dayReader("Asia/Shanghai")("2026-11-21T16:30:00.000Z")).toBe("2026-11-22");
  expect(dayReader("Asia/Kathmandu")("2026-11-21T18:14:59.999Z")).toBe("2026-11-21");
  expect(dayReader("Asia/Kathmandu")("2026-11-21T18:15:00.000Z")).toBe("2026-11-22");
});
