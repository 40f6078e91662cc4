import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { MOST_PART_BYTES } from "@/lib/shared/request-limits";
import { expect, test } from "../fixtures";
import type { SampleFile } from "../harness/media";
import { say } from "../harness/messages";

/** A picture of noise, of two parts: another one each time. */
async function makeLarge(name: string): Promise<SampleFile> {
  const [width, height] = [2200, 1900];
  const buffer = await sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return { name, mimeType: "image/png", buffer };
}

interface Part {
  offset: number;
  status: number | null;
}

/** The parts that leave the page, in order, with how each was answered; null: it was cut off. */
function watchParts(page: Page): Part[] {
  const parts: Part[] = [];
  page.on("request", (request) => {
    if (request.method() !== "PATCH") return;
    const part: Part = { offset: Number(request.headers()["upload-offset"]), status: null };
    parts.push(part);
    void request.response().then((response) => (part.status = response?.status() ?? null));
  });
  return parts;
}

/** A line that takes so many bytes a second out of this page. */
async function slowDown(page: Page, uploadThroughput: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
}

test("a reload in the middle of an upload goes on by itself, and sends nothing that was there", async ({ create, page, errors }) => {
  errors.expect(/ERR_ABORTED|Failed to fetch/);
  const { composer } = create;
  const file = await makeLarge("reloaded.png");
  const parts = watchParts(page);
  await slowDown(page, 3_000_000);
  await composer.choose("First frame");
  await composer.add("First frame image", file);
  await expect.poll(() => parts[0]?.status, { timeout: 60_000 }).toBe(204);
  await expect(composer.form.getByText("Saved", { exact: true })).toBeVisible();
  const before = parts.length;
  await page.reload();
  await expect.poll(() => parts.length, { timeout: 40_000 }).toBeGreaterThan(before);
  await expect(composer.uploads).toHaveCount(0, { timeout: 60_000 });

  expect(parts.filter(({ offset }) => offset === 0)).toHaveLength(1);
  expect(parts.slice(before).every(({ offset }) => offset >= MOST_PART_BYTES)).toBe(true);
  expect(parts.at(-1)?.status).toBe(200);
  await expect(composer.form.getByText(say("en", "uploads.interrupted"))).toHaveCount(0);
  await expect(composer.file("reloaded.png")).toBeVisible();

  await test.step("it is in the draft as a file that is ready, and this browser keeps nothing of it", async () => {
    const count = parts.length;
    await page.reload();
    await expect(composer.file("reloaded.png")).toBeVisible();
    await expect(composer.uploads).toHaveCount(0);
    await expect(composer.form.getByText(say("en", "uploads.interrupted"))).toHaveCount(0);
    expect(parts).toHaveLength(count);
    const left = await page.evaluate(async () => {
      const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith("dailies.uploads:") ? [name] : []));
      const counts = names.map(
        (name) =>
          new Promise<number>((resolve, reject) => {
            const opened = indexedDB.open(name);
            opened.onerror = () => reject(new Error("not opened"));
            opened.onsuccess = () => {
              const asked = opened.result.transaction("files").objectStore("files").count();
              asked.onsuccess = () => resolve(asked.result);
            };
          }),
      );
      return Promise.all(counts);
    });
    expect(left).toEqual([0]);
  });
});

test("an upload tells how it is doing, pauses, goes on, waits for a studio that is away, and is cancelled", async ({
  create,
  page,
  errors,
}) => {
  errors.expect(/ERR_ABORTED|ERR_CONNECTION_REFUSED|Failed to fetch/);
  const { composer } = create;
  const file = await makeLarge("slow.png");
  const parts = watchParts(page);
  const rows = composer.form.getByRole("list", { name: say("en", "uploads.list") });
  const button = (word: "pauseFile" | "goOnFile" | "cancelFile") =>
    composer.form.getByRole("button", { name: say("en", `uploads.${word}`, { name: file.name }) });
  await slowDown(page, 1_000_000);
  await composer.choose("First frame");
  await composer.add("First frame image", file);

  await test.step("with its speed and what is left of it", async () => {
    await expect(rows).toHaveText(/slow\.png · \d+ % · .+\/s · \d+:\d\d left/, { timeout: 30_000 });
  });

  await test.step("paused by the keyboard, it sends nothing, and keeps the focus for going on", async () => {
    await button("pauseFile").focus();
    await page.keyboard.press("Enter");
    await expect(rows.getByText(say("en", "uploads.paused"))).toBeVisible();
    await expect(button("goOnFile")).toBeFocused();
    expect(parts).toHaveLength(1);
  });

  await test.step("while the studio is away it waits, and goes on where it was", async () => {
    await page.route("**/api/uploads/*", (route) => route.abort("connectionrefused"));
    await page.keyboard.press("Enter");
    await expect(rows.getByText(say("en", "uploads.waitingForStudio"))).toBeVisible();
    await page.unrouteAll({ behavior: "wait" });
    await expect.poll(() => parts.length, { timeout: 30_000 }).toBe(2);
    expect(parts[1]!.offset).toBeGreaterThan(0);
    await slowDown(page, -1);
    await expect(composer.uploads).toHaveCount(0, { timeout: 60_000 });
    await expect(rows).toHaveCount(0);
    await expect(composer.file("slow.png")).toBeVisible();
  });

  await test.step("cancelled, it is gone here and in the studio", async () => {
    await composer.file("slow.png").first().click();
    await slowDown(page, 500_000);
    const given = page.waitForResponse((response) => response.request().method() === "DELETE");
    await composer.add("First frame image", { ...(await makeLarge("gone.png")) });
    const cancel = composer.form.getByRole("button", { name: say("en", "uploads.cancelFile", { name: "gone.png" }) });
    await cancel.click();
    await expect(composer.file("gone.png")).toHaveCount(0);
    const response = await given;
    expect(response.status()).toBe(204);
    await slowDown(page, -1);
    expect((await page.request.head(response.url(), { headers: { "tus-resumable": "1.0.0" } })).status()).toBe(404);
  });
});
