import type { Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { findUnseenFocus } from "../harness/focus";
import { makePicture } from "../harness/media";
import { CreatePage } from "../pages/create-page";

/** Where the first row of clips ends, and where the composer begins. */
const edgesOf = (page: Page): Promise<{ row: number; composer: number; height: number }> =>
  page.evaluate(() => {
    const composer = document.querySelector("[data-slot=composer] section")!.getBoundingClientRect();
    const row = document.querySelector("[data-slot=generation-card]")?.getBoundingClientRect().bottom ?? 0;
    return { row, composer: composer.top, height: composer.height };
  });

const enlarge = (page: Page, size: string): Promise<void> =>
  page.evaluate((fontSize) => void (document.documentElement.style.fontSize = fontSize), size);

test("the composer makes takes, and gets out of the way of what it made", async ({ create, page, place, emulator }) => {
  const { composer, gallery } = create;
  const prompt = "Harbour at dawn, a slow dolly towards the lighthouse";
  const stance = (name: "rest" | "open" | "aside") => expect(composer.form).toHaveAttribute("data-stance", name);
  /** Once it has come to its height. */
  const height = (check: (pixels: number) => boolean, name: string) =>
    expect.poll(async () => check((await edgesOf(page)).height), name).toBe(true);

  await test.step("settings are chosen by keyboard alone", async () => {
    await composer.prompt.fill(prompt);
    const choose = async (name: Parameters<typeof composer.setting>[0], ...keys: string[]): Promise<void> => {
      await composer.setting(name).focus();
      await page.keyboard.press("Enter");
      await expect(
        page
          .getByRole("dialog", { name, exact: true })
          .getByRole(name === "Duration" ? "slider" : "radio")
          .first(),
      ).toBeVisible();
      for (const key of keys) await page.keyboard.press(key);
      await expect(composer.setting(name)).toBeFocused();
    };
    await choose("Duration", "ArrowLeft", "Enter");
    await expect(composer.setting("Duration")).toHaveText("4 s");
    await choose("Resolution", "ArrowUp", "Enter");
    await expect(composer.setting("Resolution")).toHaveText("480p");
    await choose("Takes", "ArrowDown", "ArrowDown", "Escape");
    await expect(composer.setting("Takes")).toHaveText("×3");
  });

  await test.step("three takes are one press, and the button says what they cost together", async () => {
    await expect(composer.generate).toHaveText(/^Generate 3 · ≈ \$0\.9\d$/);
    await composer.generate.dblclick();
    await expect(composer.generate).toHaveAccessibleName("Generate 3 · ≈ $0.94, Press again for 3 more");
    await expect(gallery.cards).toHaveCount(3);
    for (const card of await gallery.cards.all()) await expect(card).toContainText(prompt);
  });

  await test.step("one more take has keys of its own, and a locked seed goes on from take to take", async () => {
    await composer.prompt.fill("The same from the sea");
    await composer.set({ seed: 4123, takes: 2 });
    await composer.prompt.press("ControlOrMeta+Enter");
    await composer.prompt.press("ControlOrMeta+Shift+Enter");
    await expect(gallery.cards).toHaveCount(6);
    for (const seed of [4123, 4124, 4125]) await expect(gallery.cards.filter({ hasText: `seed ${seed}` })).toHaveCount(1);
  });

  await test.step("the three become clips, each bought once", async () => {
    await expect(gallery.card(prompt).getByRole("link", { name: /^Open / })).toHaveCount(3, { timeout: 90_000 });
    expect(await emulator.tasks(prompt)).toHaveLength(3);
  });

  await test.step("open it is low, and the prompt stays in sight with any files", async () => {
    await height((pixels) => pixels <= 200, "with words alone");
    await composer.prompt.fill(Array.from({ length: 12 }, (_, index) => `Shot ${index + 1}: the tide comes in.`).join("\n"));
    await height((pixels) => pixels <= 200, "with many words");
    await composer.prompt.fill(prompt);
    await composer.choose("First + last");
    await composer.add("First frame image", await makePicture("noon.png", { hue: 60 }));
    await composer.add("Last frame image", await makePicture("night.png", { hue: 240 }));
    await expect(composer.uploads).toHaveCount(0);
    await height((pixels) => pixels <= 300, "with frames");
    await composer.choose("References");
    const good = await Promise.all(Array.from({ length: 7 }, (_, index) => makePicture(`reference-${index}.png`, { hue: index * 40 })));
    const bad = ["brief.pdf", "notes.txt", "list.csv", "bad.png"].map((name) => ({
      name,
      mimeType: "text/plain",
      buffer: Buffer.from(name),
    }));
    await composer.add("Add references", ...good, ...bad);
    await expect(composer.form.getByText("4 files were not taken")).toBeVisible();
    await expect(composer.uploads).toHaveCount(0);
    await expect(composer.form.getByRole("button", { name: "2 parked" })).toBeVisible();
    await height((pixels) => pixels <= 300, "with references, of which four were not taken");
    await expect(composer.prompt).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("radiogroup", { name: "Mode", exact: true })).toBeInViewport({ ratio: 1 });
    expect(await findBarriers(page), "the open composer").toEqual([]);
    expect(await findUnseenFocus(composer.form), "controls of the composer without a ring").toEqual([]);
    await composer.within("Ratio", async () => {
      await expect(composer.choice("21:9")).toBeVisible();
      expect(await findBarriers(page), "the ratios").toEqual([]);
      expect(await findUnseenFocus(page.getByRole("dialog", { name: "Ratio", exact: true })), "ratios without a ring").toEqual([]);
    });
  });

  await test.step("at rest it is one line: by Escape, by the wheel and by the gallery; it comes back by C, a click and the prompt", async () => {
    // The page is longer than the window.
    await gallery.resize("L");
    await composer.prompt.press("Escape");
    await stance("rest");
    await height((pixels) => pixels === 72, "at rest");
    await expect(composer.form).toContainText("Seedance 2.0 · 16:9 · 4 s · 480p · ≈ $0.31");
    expect(await findBarriers(page), "the composer at rest").toEqual([]);
    // Escape led to a card, from where letters are keys.
    await page.keyboard.press("c");
    await stance("open");
    await expect(composer.prompt).toBeFocused();
    await page.mouse.move(700, 300);
    await page.mouse.wheel(0, 60);
    await stance("open");
    await page.mouse.wheel(0, 120);
    await stance("rest");
    // Typed on, it opens under the same caret.
    await expect(composer.prompt).toBeFocused();
    await page.keyboard.type("!");
    await stance("open");
    await gallery.cards
      .first()
      .getByRole("link", { name: /^Open / })
      .focus();
    await stance("rest");
    await composer.form.getByText("Seedance 2.0").click();
    await stance("open");
    await expect(composer.prompt).toBeFocused();
    await gallery.resize("M");
  });

  await test.step("on a small laptop, and with text twice its size, a whole row of clips is in sight", async () => {
    await page.evaluate(() => scrollTo(0, 0));
    for (const [width, tall, size, name, mode] of [
      [1366, 768, "100%", "open", "References"],
      [1366, 768, "100%", "open", "Text"],
      [1366, 768, "100%", "rest", "Text"],
      [1440, 900, "200%", "open", "References"],
      [1440, 900, "200%", "open", "Text"],
      [1366, 768, "200%", "open", "First + last"],
      [1440, 900, "150%", "open", "References"],
      [1440, 900, "200%", "rest", "Text"],
      [1366, 768, "200%", "rest", "Text"],
    ] as const) {
      await composer.choose(mode);
      await page.setViewportSize({ width, height: tall });
      await enlarge(page, size);
      if (name === "rest") await composer.prompt.press("Escape");
      await stance(name);
      await expect
        .poll(async () => edgesOf(page).then(({ row, composer: top }) => row > 0 && row <= top), `${width}, ${size}, ${name}, ${mode}`)
        .toBe(true);
      // At rest, and where it makes room, it is seen through the height of one line.
      await expect(composer.prompt).toBeInViewport({ ratio: name === "rest" || size !== "100%" ? 0.3 : 1 });
      await expect(composer.generate).toBeInViewport({ ratio: 1 });
      await composer.prompt.click();
    }
    await expect(composer.prompt).toBeInViewport({ ratio: 0.3 });
    await expect(composer.generate).toBeInViewport({ ratio: 1 });
    await enlarge(page, "");
    await expect(composer.form).not.toHaveAttribute("data-crowded");
    await expect(composer.prompt, "whoever writes goes on").toBeFocused();
  });

  await test.step("on a wide screen it stands beside the gallery, also for the next visit", async () => {
    await expect(composer.form.getByRole("button", { name: "Beside the gallery" })).toBeHidden();
    await page.setViewportSize({ width: 1720, height: 1000 });
    await composer.form.getByRole("button", { name: "Beside the gallery" }).click();
    await stance("aside");
    await page.reload();
    await stance("aside");
    const box = (await composer.form.boundingBox())!;
    expect(box.width).toBe(400);
    expect((await page.getByRole("article").first().boundingBox())!.x).toBeGreaterThan(box.x + box.width);
    expect(await findBarriers(page), "beside the gallery").toEqual([]);
    await composer.form.getByRole("button", { name: "Below the gallery" }).click();
    await stance("open");
  });

  await test.step("C leads here from another page of the team", async () => {
    await page.goto(paths.queue(place.team));
    await expect(async () => {
      await page.locator("body").press("c");
      await expect(composer.prompt).toBeFocused({ timeout: 2_000 });
    }).toPass();
    await expect(page).toHaveURL(paths.create(place.team, place.project));
  });
});

test("on a telephone a recipe leads into the sheet, which has every setting and takes a picture", async ({
  place,
  openBrowser,
  ownerState,
}) => {
  const page = await openBrowser({ storageState: ownerState, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.goto(paths.create(place.team, place.project));
  const { composer } = new CreatePage(page);
  const sheet = page.getByRole("dialog", { name: "Composer" });
  await page.getByRole("radiogroup", { name: "Kind of recipe" }).getByRole("radio", { name: "References" }).tap();
  await page.getByRole("button", { name: /^Borrowed light/ }).tap();
  await expect(sheet).toBeVisible();
  await expect(composer.prompt).toHaveValue(/^The lighthouse of Image 1/);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  const pill = page.locator("[data-slot=composer]").getByRole("button");
  await expect(pill.locator("use"), "it opens a form, and sends nothing").toHaveAttribute("href", /#pencil$/);
  await pill.tap();
  await expect(sheet).toBeVisible();
  await composer.choose("First frame");
  await expect(page.getByLabel("Take a picture for the first frame")).toHaveAttribute("capture", "environment");
  await page.getByLabel("Take a picture for the first frame").setInputFiles(await makePicture("taken.jpg", { hue: 20 }));
  await expect(page.getByRole("button", { name: "Remove First frame: taken.jpg" })).toBeVisible();
  await composer.set({ seconds: 8, resolution: "480p", takes: 2, watermark: true });
  await expect(composer.setting("Duration")).toHaveText("8 s");
  await composer.prompt.fill("The lamp is lit");
  await expect(composer.generate).toBeInViewport({ ratio: 1 });
  await expect(composer.generate).toHaveText(/^Generate 2 · /);
  expect(await findBarriers(page), "the sheet").toEqual([]);
  // No browser of a test has a keyboard that comes up: it is told that one has.
  await page.evaluate(() => {
    Object.defineProperty(visualViewport, "height", { value: 480, configurable: true });
    visualViewport!.dispatchEvent(new Event("resize"));
  });
  await expect.poll(async () => composer.generate.boundingBox().then((box) => box!.y + box!.height)).toBeLessThanOrEqual(480);
  await expect(composer.prompt).toBeInViewport({ ratio: 1 });
});
