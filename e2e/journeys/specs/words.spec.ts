import { expect, test } from "../fixtures";
import { RequestDialog } from "../pages/request-dialog";

const WORDS = "In the style of a woodcut.";

test("words are put before every prompt, found again, and kept for the team, by keyboard and by touch", async ({ create, page }, {
  title,
}) => {
  const { composer, gallery } = create;
  const { prompt, form } = composer;
  // Snippets are the whole team's, whose other journeys go on meanwhile.
  const snippet = `Gulls ${title.length}-${Date.now()}`;
  const panel = page.getByRole("dialog", { name: "Prompts and snippets" });
  const filter = panel.getByRole("searchbox", { name: "Filter prompts" });
  const open = async (item: string) => {
    await page.getByRole("button", { name: "Words", exact: true }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  const sentText = async () => {
    await composer.bringBack();
    await page.getByRole("button", { name: "What will be sent" }).click();
    const request = new RequestDialog(page, "What will be sent");
    const body = JSON.stringify(await request.json());
    await request.close();
    return body;
  };

  await test.step("a description is written once, and stands before the prompt unless it is left out", async () => {
    await composer.set({ resolution: "480p", seconds: 4, sound: false });
    await open("Project description…");
    const dialog = page.getByRole("dialog", { name: "Project description" });
    const field = dialog.getByRole("textbox", { name: "Put before every prompt" });
    await field.fill(`${WORDS} --dur 15`);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(field).toHaveAccessibleDescription(/--dur 15 would change settings/);
    await field.fill(WORDS);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    await expect(form.getByText(WORDS).first()).toBeVisible();
    await prompt.fill("Gulls over the quay");
    expect(await sentText()).toContain(`${WORDS}\\nGulls over the quay`);
    await form.getByRole("button", { name: "Leave out here" }).click();
    expect(await sentText()).not.toContain(WORDS);
    await form.getByRole("button", { name: "Put before the prompt" }).click();
    await create.generate("Gulls over the quay");
    await expect(gallery.card("Gulls over the quay")).toBeVisible();
  });

  await test.step("Arrow up in an empty prompt brings back an earlier one, and what was typed comes back too", async () => {
    await prompt.fill("");
    await page.keyboard.press("ArrowUp");
    await expect(filter).toBeFocused();
    await page.keyboard.type("quay gulls");
    await expect(panel.getByRole("list").getByRole("button")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(panel).toBeHidden();
    await expect(prompt).toBeFocused();
    await expect(prompt).toHaveValue("Gulls over the quay");
    await prompt.fill("Typed by hand");
    await open("Prompt history…");
    await expect(panel.getByRole("list").getByRole("button").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(prompt).toHaveValue("Gulls over the quay");
    await form.getByRole("button", { name: "Undo" }).click();
    await expect(prompt).toHaveValue("Typed by hand");
  });

  await test.step("a selected part is saved for the team, and put in where the caret is", async () => {
    await prompt.fill("Slow pan, gulls circling");
    await prompt.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(10, 24));
    await open("Save as a snippet…");
    const dialog = page.getByRole("dialog", { name: "Save as a snippet" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(snippet);
    await page.keyboard.press("Enter");
    await expect(panel.getByRole("button", { name: `Insert ${snippet}` })).toHaveText(/gulls circling$/);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
  });

  await test.step("on a phone it is the same, by touch", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page
      .getByRole("button", { name: /Slow pan/ })
      .last()
      .click();
    await prompt.fill("");
    await prompt.pressSequentially("Fog");
    await open("Snippets…");
    await panel.getByRole("button", { name: `Insert ${snippet}` }).click();
    await expect(prompt).toHaveValue(/^Fog ?gulls circling ?$/);
    await open("Snippets…");
    await panel.getByRole("button", { name: `Delete ${snippet}` }).click();
    await panel.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(panel.getByRole("button", { name: `Insert ${snippet}` })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect(prompt).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
