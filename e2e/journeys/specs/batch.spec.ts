import { gb18030 } from "@/lib/testing/gb18030";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { QueuePage } from "../pages/queue-page";

test("a table becomes clips, a recipe becomes variations, and what waits is taken back", async ({ create, page, place }) => {
  const { composer, gallery } = create;
  const queue = new QueuePage(page);
  const dialog = page.getByRole("dialog");
  const rows = dialog.getByRole("table", { name: "Variations" }).locator("tbody tr");
  await composer.set({ resolution: "480p", ratio: "16:9", seconds: 4, sound: false });

  await test.step("a table of Chinese Windows is read, and its bad row says in words what is wrong", async () => {
    await page.getByRole("button", { name: "Import" }).click();
    const table = gb18030("提示词;画幅;秒数;模型\r\n灯塔一;16:9;4;\r\n灯塔二;9:16;5;Seedance 9\r\n;;;\r\n灯塔三;;4;\r\n");
    await dialog.getByLabel(/Choose or drop a table/).setInputFiles({ name: "镜头.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(1)).toContainText("Model: “Seedance 9” is not known. Possible: Seedance 2.0");
    await expect(dialog.getByRole("button", { name: /^Generate 2 · ≈ \$/ })).toHaveAttribute("aria-disabled", "true");
    expect(await findBarriers(page), "the table").toEqual([]);
  });

  await test.step("on a telephone nothing is cut off", async () => {
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(rows.nth(1).getByRole("textbox")).toBeVisible();
    expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await page.setViewportSize(size);
  });

  await test.step("mended by the keyboard, after a reload too, it is three clips", async () => {
    await page.reload();
    await page.getByRole("button", { name: "Import" }).click();
    const cell = dialog.getByRole("textbox", { name: "Model of row 3" });
    await cell.fill("Seedance 2.0");
    await cell.press("Enter");
    const generate = dialog.getByRole("button", { name: /^Generate 3 · ≈ \$/ });
    await expect(generate).not.toHaveAttribute("aria-disabled");
    await generate.focus();
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(gallery.cards).toHaveCount(3);
    for (const prompt of ["灯塔一", "灯塔二", "灯塔三"]) await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 90_000 });
  });

  await test.step("the clips as a table come back as rows that were made before", async () => {
    await page.getByRole("button", { name: "Import" }).click();
    for (const name of ["Chinese XLSX", "CSV", "XLSX"]) {
      const choice = dialog.getByRole(name.includes(" ") ? "button" : "link", { name, exact: true });
      const [download] = await Promise.all([page.waitForEvent("download"), choice.click()]);
      await dialog.getByLabel(/Choose or drop a table/).setInputFiles(await download.path());
      await expect(rows).toHaveCount(name.includes(" ") ? 2 : 3);
      if (name !== "XLSX") await dialog.getByRole("button", { name: "Start over" }).click();
    }
    await expect(dialog.getByText("Made before. Left out unless you tick it.")).toHaveCount(3);
    await expect(dialog.getByRole("button", { name: "Nothing to generate" })).toHaveAttribute("aria-disabled", "true");
    await dialog.getByRole("button", { name: "Start over" }).click();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    // It closes the dialog alone: the composer stays as it was, and the keys where they came from.
    await expect(page.getByRole("button", { name: "Import" })).toBeFocused();
  });

  await test.step("by keyboard alone two seeds in two ratios are four clips", async () => {
    await composer.prompt.fill("A paper boat");
    await page.getByRole("button", { name: "Variations" }).press("Enter");
    await dialog.getByLabel("These seeds").pressSequentially("1, 2");
    await dialog.getByRole("checkbox", { name: "16:9" }).press("Space");
    await dialog.getByRole("checkbox", { name: "9:16" }).press("Space");
    await expect(dialog.getByText("4 clips")).toBeVisible();
    await dialog.getByRole("button", { name: "Show the table" }).press("Enter");
    await expect(rows).toHaveCount(4);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(rows.first()).toBeVisible();
    expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
    await dialog.getByRole("button", { name: /^Generate 4 · ≈ \$/ }).press("Enter");
    await expect(dialog).toBeHidden();
    await expect(gallery.cards).toHaveCount(7);
  });

  await test.step("by keyboard alone what still waits is taken out of the queue together", async () => {
    const line = async (item: string): Promise<void> => {
      await page.getByRole("button", { name: "The line" }).press("Enter");
      await page.getByRole("menuitem", { name: item }).press("Enter");
    };
    await queue.open(place.team);
    await line("Pause mine");
    await expect(page.getByText(/You paused your clips at/)).toBeVisible();
    await create.open(place);
    await page.getByRole("button", { name: "Variations" }).click();
    await dialog.getByLabel("Random seeds").fill("2");
    await dialog.getByRole("button", { name: "Show the table" }).click();
    await dialog.getByRole("button", { name: /^Generate 2 · ≈ \$/ }).click();
    await expect(gallery.cards).toHaveCount(9);
    await queue.open(place.team);
    await expect(queue.rows("Waiting")).not.toHaveCount(0);
    const pair = page.getByRole("listitem", { name: "Batch: A paper boat" }).filter({ hasText: "2 clips" });
    await pair.getByRole("button", { name: "Pause this batch" }).press("Enter");
    await expect(pair).toContainText("paused this batch at");
    await pair.getByRole("button", { name: "Resume this batch" }).press("Enter");
    await expect(pair).not.toContainText("paused this batch at");
    await line("Cancel my waiting clips");
    await page.getByRole("button", { name: /^Take \d clips? out$/ }).press("Enter");
    await expect(page.getByText(/\d clips? cancelled/).first()).toBeVisible();
    await expect(queue.rows("Waiting")).toHaveCount(0);
    await line("Resume mine");
    await expect(page.getByText(/You paused your clips at/)).toBeHidden();
  });

  await test.step("on a telephone what failed of a batch goes again in one press, each clip once", async () => {
    await create.open(place);
    await page.getByRole("button", { name: "Import" }).click();
    const table = "prompt\nBoat one emu:refuse-text\nBoat two emu:fail-video\nBoat three emu:fail-video\n";
    await dialog
      .getByLabel(/Choose or drop a table/)
      .setInputFiles({ name: "boats.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    await dialog.getByRole("button", { name: /^Generate 3 · ≈ \$/ }).click();
    await expect(dialog).toBeHidden();
    await page.setViewportSize({ width: 390, height: 844 });
    await queue.open(place.team);
    const boats = page.getByRole("listitem", { name: "Batch: Boat one" });
    await expect(boats).toContainText("3 failed", { timeout: 90_000 });
    await boats.getByRole("button", { name: "Retry what failed (2)" }).click();
    await expect(dialog).toContainText("One: would be refused again as it is.");
    expect(await findBarriers(page), "what is tried again").toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await dialog.getByRole("button", { name: /^Retry 2 for \$/ }).click();
    await expect(page.getByText("2 clips are on their way again.").first()).toBeVisible();
    // What would be refused again stays, and is not counted.
    await expect(boats.getByRole("button", { name: /^Retry what failed/ })).toHaveCount(0);
    const again = page.getByRole("listitem", { name: "Batch: Boat two" });
    await expect(again.getByRole("button", { name: "Retry what failed (2)" })).toBeVisible({ timeout: 60_000 });
  });
});
