import { expect, test } from "vitest";
import { readRetryAfter } from "./retry-after";

const now = Date.UTC(2026, 10, 22, 8, 0, 0);

test.each<[string | null, number | null]>([
  ["30", 30_000],
  ["0", 1_000],
  ["-5", 1_000],
  ["1e9", 3_600_000],
  ["99999999", 3_600_000],
  ["0.2", 1_000],
  ["Sun, 22 Nov 2026 08:01:30 GMT", 90_000],
  ["Sun, 22 Nov 2026 07:00:00 GMT", 1_000],
  ["soon", null],
  ["", null],
  [null, null],
])("%j is %j ms", (header, expected) => {
  expect(readRetryAfter(header, now)).toBe(expected);
});
