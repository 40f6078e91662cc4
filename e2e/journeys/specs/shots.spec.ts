import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { CreatePage } from "../pages/create-page";

/** As somebody without a mouse comes there. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(goal).toBeFocused();
}

const listOf = (page: Page) => {
  const dialog = page.getByRole("dialog", { name: "Shots" });
  return { dialog, row: (number: number) => dialog.getByRole("group", { name: `Shot ${number}`, exact: true }) };
};

test("a list of shots: written by keyboard alone, kept, put into the prompt, and made into clips by touch", async ({
  create,
  page,
  place,
  openBrowser,
  ownerState,
}) => {
  const { composer } = create;
  const { dialog, row } = listOf(page);
  const shots = page.getByRole("button", { name: "Shots", exact: true });
  await composer.set({ resolution: "480p", ratio: "16:9", seconds: 4, sound: false });

  await test.step("by keyboard alone: rows, a template, and the prompt as it will be", async () => {
    await composer.prompt.focus();
    await page.keyboard.type("In blue");
    await tabTo(page, shots);
    await page.keyboard.press("Enter");
    await expect(row(1).getByRole("textbox", { name: "Action" })).toBeFocused();
    await page.keyboard.type("A door opens");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await expect(row(1).getByRole("button", { name: "Templates for shot 1" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("searchbox", { name: "Find a template" })).toBeFocused();
    await page.keyboard.type("push in");
    await page.keyboard.press("Enter");
    await expect(row(1).getByRole("textbox", { name: "Camera" })).toHaveValue("Slow push in");
    await tabTo(page, dialog.getByRole("button", { name: "Add a shot" }));
    await page.keyboard.press("Enter");
    await expect(row(2).getByRole("textbox", { name: "Action" })).toBeFocused();
    await page.keyboard.type("She waits");
    await tabTo(page, row(2).getByRole("textbox", { name: "Dialogue" }));
    await page.keyboard.type("Anna: Go.");
    await page.keyboard.press("Tab");
    await page.keyboard.type("2.5");
    await expect(row(2)).toContainText("Shot 2: the length has to be whole seconds, such as 3.");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("4");
    expect(await findBarriers(page), "the list").toEqual([]);
    await tabTo(page, dialog.getByRole("button", { name: "Put into the prompt" }));
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(composer.prompt).toHaveValue(
      'In blue\n9 seconds.\nShot 1: Slow push in. A door opens.\nShot 2: Hard cut to: She waits. Anna: "Go."',
    );
    await expect(composer.setting("Duration")).toContainText("9 s");
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  });

  await test.step("another length is said, a reload keeps the list, and the shots are taken out again", async () => {
    await composer.set({ seconds: 12 });
    await expect(page.getByText("The shots in the prompt are not as in your list any more")).toBeVisible();
    await page.getByRole("button", { name: "Update the prompt" }).click();
    await expect(composer.setting("Duration")).toContainText("9 s");
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await composer.bringBack();
    await shots.click();
    await expect(row(2).getByRole("textbox", { name: "Dialogue" })).toHaveValue("Anna: Go.");
    await dialog.getByRole("button", { name: "Take out of the prompt" }).click();
    await expect(composer.prompt).toHaveValue("In blue");
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  });

  await test.step("on a telephone, by touch, each shot is a clip, with count and sum before", async () => {
    const phone = await openBrowser({ storageState: ownerState, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const there = new CreatePage(phone);
    const list = listOf(phone);
    await there.open(place);
    await phone.locator("[data-slot=composer]").getByRole("button", { name: "In blue" }).tap();
    await phone.getByRole("button", { name: "Shots", exact: true }).tap();
    await expect(list.row(1).getByRole("textbox", { name: "Action" })).toHaveValue("A door opens");
    expect(await list.dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await list.dialog.getByRole("radio", { name: "One clip per shot" }).tap();
    await list.dialog.getByRole("button", { name: "Show the clips and their price" }).tap();
    await expect(list.dialog.getByRole("table", { name: "Clips of the shots" }).locator("tbody tr")).toHaveText([
      /In blue\s+Slow push in\. A door opens\..*5 s/u,
      /In blue\s+She waits\. Anna: "Go\.".*4 s/u,
    ]);
    await list.dialog.getByRole("button", { name: /^Generate 2 · ≈ \$/ }).tap();
    await expect(list.dialog).toBeHidden();
    await expect(create.gallery.cards).toHaveCount(2);
  });
});
