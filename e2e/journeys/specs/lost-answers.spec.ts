import { expect, OWNER, placeOf, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { hurryLooks } from "../harness/database";
import { Emulator } from "../harness/emulator";
import { AccountPage } from "../pages/account-page";
import { CreatePage } from "../pages/create-page";
import { LostCard } from "../pages/lost-card";
import { TrayPage } from "../pages/tray-page";

test("an answer is lost: it is found, or a person says which task it is, or has it submitted again", async ({
  startStudio,
  openBrowser,
}) => {
  const studio = await startStudio();
  const emulator = new Emulator(studio);
  // Nothing of a task tells who asked for it: the hard case.
  await emulator.behave({ echoSafetyIdentifier: false, echoSeed: false });
  const page = await openBrowser({ baseURL: studio.url });
  const create = new CreatePage(page);
  const { gallery } = create;
  await page.goto("/");
  await new AccountPage(page).signUp(OWNER, studio.setupCode);
  await expect(create.composer.prompt).toBeVisible();
  const place = placeOf(page.url());
  await create.composer.set({ resolution: "480p", seconds: 4, sound: false });
  const idOf = async (prompt: string): Promise<string> => (await emulator.tasks(prompt))[0]!.id;

  await test.step("alone it is found by itself", async () => {
    const prompt = "A lighthouse turns its light on";
    const lost = new LostCard(page, prompt);
    await emulator.misbehave("create", { kind: "drop", when: "after" }, { count: 1 });
    await create.generate(prompt);
    await expect(lost.doubt).toBeVisible();
    await expect(lost.card).toContainText("never sent again before that proves that nothing was made");
    // While it runs the list does not show what it is.
    await expect.poll(async () => (await emulator.tasks(prompt))[0]?.status).toBe("succeeded");
    await hurryLooks(studio.dataDir);
    await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
    expect(await emulator.tasks(prompt)).toHaveLength(1);
  });

  await test.step("two at once are never guessed: a person sees both clips and says which is which", async () => {
    const [north, south] = [new LostCard(page, "The north pier in fog"), new LostCard(page, "The south pier in rain")];
    await emulator.misbehave("create", { kind: "drop", when: "after" }, { count: 2 });
    await create.generate("The north pier in fog");
    // Pressed while the first press is being recorded it would do nothing.
    await expect(create.composer.generate).toHaveText(/Generate/);
    await create.generate("The south pier in rain");
    await expect(north.doubt).toBeVisible();
    await expect(south.doubt).toBeVisible();
    await hurryLooks(studio.dataDir);
    await expect(north.card).toContainText("the provider shows 2 tasks that it could be");

    await north.button("I found it: link it").click();
    await expect(north.clips).toHaveCount(2, { timeout: 30_000 });
    expect(await findBarriers(page), "the dialog that links").toEqual([]);
    await north.candidate(await idOf("The north pier in fog")).check();
    await north.linkDialog.getByRole("button", { name: "Link this task" }).click();
    await expect(north.linkDialog).toBeHidden();
    await expect(gallery.status("The north pier in fog", "Ready")).toBeVisible({ timeout: 45_000 });

    // Only one is left that the other could be.
    // The studio looks by itself as well, and may be faster.
    await south
      .button("Check again")
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await expect(gallery.status("The south pier in rain", "Ready")).toBeVisible({ timeout: 45_000 });
    expect(await emulator.tasks("pier in")).toHaveLength(2);
  });

  await test.step("one that never arrived is submitted again by a person's word, with both kept apart", async () => {
    const prompt = "A ferry leaves without a sound";
    const lost = new LostCard(page, prompt);
    await emulator.misbehave("create", { kind: "drop", when: "before" }, { count: 1 });
    await create.generate(prompt);
    await expect(lost.doubt).toBeVisible();

    await lost.button("I found it: link it").click();
    await lost.linkDialog.getByLabel("Task ID").fill("cgt-20260101000000-aaaaa");
    await lost.linkDialog.getByRole("button", { name: "Link this task" }).click();
    await expect(lost.linkDialog).toContainText("The provider does not know this task.");
    await page.keyboard.press("Escape");

    await lost.button("Submit again").click();
    await expect(lost.submitDialog).toContainText("you pay for it a second time");
    await expect(lost.submitDialog).toContainText(/about \$0\.\d\d/);
    expect(await findBarriers(page), "the dialog that submits again").toEqual([]);
    await lost.submitDialog.getByRole("button", { name: "Cancel" }).click();
    expect(await emulator.tasks(prompt)).toHaveLength(0);

    await lost.button("Submit again").click();
    await lost.submitDialog.getByRole("button", { name: "Submit again, may charge twice" }).click();
    await expect(lost.card).toHaveCount(2);
    await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
    const old = lost.card.filter({ hasText: "had it submitted again" });
    await expect(old).toContainText(`${OWNER.name} had it submitted again at`);
    await expect(old.getByRole("button", { name: "Submit again", exact: true })).toHaveCount(0);
    await expect(old.getByRole("link", { name: "Show the new one" })).toHaveAttribute("href", /\?clip=/);
    expect(await emulator.tasks(prompt)).toHaveLength(1);
  });

  await test.step("what was made meanwhile and is nobody's lies in the owner's tray, and is kept as a clip", async () => {
    const taskId = await emulator.sellToAnother("somebody else's", { resolution: "720p", duration: 5 });
    await expect.poll(async () => (await emulator.tasks("somebody else's"))[0]?.status).toBe("succeeded");
    await hurryLooks(studio.dataDir);
    const tray = new TrayPage(page);
    const copy = tray.waiting.filter({ hasText: taskId }).locator("video");
    await expect
      .poll(async () => {
        await tray.open(place.team);
        return copy.count();
      })
      .toBe(1);
    expect(await findBarriers(page), "the tray").toEqual([]);
    await tray.decide(taskId, "Keep it as a clip", "Keep it");
    await expect(tray.decided.filter({ hasText: taskId })).toContainText(OWNER.name);
    await create.open(place);
    await expect(gallery.status("No prompt", "Ready")).toBeVisible({ timeout: 30_000 });
  });
});
