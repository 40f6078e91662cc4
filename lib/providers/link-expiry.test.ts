import { expect, test } from "vitest";
import { linkIsTriedUntil, readLinkExpiry } from "./link-expiry";

const seenAt = new Date("2026-11-22T09:00:00Z");
const inADay = new Date("2026-11-23T09:00:00Z");

test.each([
  [
    "its own signature says when",
    "https://v.test/a.mp4?X-Tos-Date=20261122T081530Z&X-Tos-Expires=86400&X-Tos-Signature=x",
    new Date("2026-11-23T08:15:30Z"),
  ],
  [
    "also in S3's words, in any case",
    "https://v.test/a.mp4?x-amz-date=20261122T081530Z&X-AMZ-EXPIRES=3600",
    new Date("2026-11-22T09:15:30Z"),
  ],
  ["no signature", "https://v.test/a.mp4", inADay],
  ["half a signature", "https://v.test/a.mp4?X-Tos-Expires=60", inADay],
  ["a date that is none", "https://v.test/a.mp4?X-Tos-Date=today&X-Tos-Expires=60", inADay],
  ["an impossible date", "https://v.test/a.mp4?X-Tos-Date=20261399T996161Z&X-Tos-Expires=60", inADay],
  ["nonsense for a length", "https://v.test/a.mp4?X-Tos-Date=20261122T081530Z&X-Tos-Expires=soon", inADay],
  [
    "more than any scheme allows",
    "https://v.test/a.mp4?X-Tos-Date=20261122T081530Z&X-Tos-Expires=99999999",
    new Date("2026-11-29T08:15:30Z"),
  ],
  ["no link at all", "nothing", inADay],
])("%s", (_name, url, expected) => {
  expect(readLinkExpiry(url, seenAt)).toEqual(expected);
});

test("a link without a signature is tried until day 14, one with a signature until that ends", () => {
  const succeededAt = new Date("2026-11-22T08:00:00Z");
  expect(linkIsTriedUntil("https://v.test/a.mp4", succeededAt)).toEqual(new Date("2026-12-06T08:00:00Z"));
  expect(linkIsTriedUntil("https://v.test/a.mp4?X-Tos-Date=20261122T081530Z&X-Tos-Expires=86400", succeededAt)).toEqual(
    new Date("2026-11-23T08:15:30Z"),
  );
});
