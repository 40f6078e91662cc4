import { expect, OWNER, placeOf, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { Emulator } from "../harness/emulator";
import { AccountPage } from "../pages/account-page";
import { CreatePage } from "../pages/create-page";
import { ProviderPage } from "../pages/provider-page";
import { QueuePage } from "../pages/queue-page";
import { Shell } from "../pages/shell";

test("the queue tells what runs and who is next, and an alarm comes and goes by itself", async ({ startStudio, openBrowser }) => {
  const studio = await startStudio({ env: { CONCURRENCY: "1", OPEN_GENERATIONS: "4", EMULATOR_RUNNING_MS: "25000" } });
  const emulator = new Emulator(studio);
  const page = await openBrowser({ baseURL: studio.url });
  const create = new CreatePage(page);
  const queue = new QueuePage(page);
  await page.goto("/");
  await new AccountPage(page).signUp(OWNER, studio.setupCode);
  await expect(create.composer.prompt).toBeVisible();
  const place = placeOf(page.url());
  const [first, second, third, fourth] = ["A red kite", "A blue kite", "A green kite", "A yellow kite"] as const;

  await test.step("one runs, the others wait in the order of the presses", async () => {
    await create.composer.set({ resolution: "480p", seconds: 4, sound: false });
    for (const prompt of [first, second, third, fourth]) {
      await create.generate(prompt);
      await expect(create.gallery.card(prompt)).toBeVisible();
      // Pressed while the first press is being recorded it would do nothing.
      await expect(create.composer.generate).toHaveText(/Generate/);
    }
    await expect(queue.pill).toHaveAccessibleName("Queue: 1 running, 3 waiting, 0 not confirmed");
  });

  await test.step("one more than may be open is refused politely, and what was typed stays", async () => {
    const fifth = "A white kite";
    await create.generate(fifth);
    await expect(page.getByText("As many clips wait or run as one person, or the team, may have at once.").first()).toBeVisible();
    await expect(create.composer.prompt).toHaveValue(fifth);
    await expect(queue.pill).toHaveAccessibleName("Queue: 1 running, 3 waiting, 0 not confirmed");
  });

  await test.step("the page shows them in the order of the presses", async () => {
    await queue.pill.click();
    await expect(page.getByRole("heading", { name: "Queue", exact: true })).toBeVisible();
    await expect(queue.rows("Under way")).toContainText([first]);
    await expect(queue.rows("Waiting")).toContainText([second, third, fourth]);
    await expect(queue.row(second)).toContainText("Next");
    await expect(queue.row(third)).toContainText("No. 2 in line, 1 ahead");
    await expect(queue.row(fourth)).toContainText("No. 3 in line, 2 ahead");
    await expect(queue.row(first)).toContainText("No history yet");
    await expect(queue.row(first).getByRole("button")).toHaveCount(0);
    expect(await findBarriers(page), "the queue").toEqual([]);
  });

  await test.step("by keyboard alone one goes before the others of its author, and the keys stay with it", async () => {
    for (const [moved, order] of [
      [third, [third, second, fourth]],
      [second, [second, third, fourth]],
    ] as const) {
      await queue
        .row(moved)
        .getByRole("button", { name: /^Move up/ })
        .press("Enter");
      await expect(queue.rows("Waiting")).toContainText([...order]);
      await expect(queue.row(moved)).toContainText("Next");
      // What is first goes no further.
      await expect(queue.row(moved).getByRole("button", { name: /^Cancel/ })).toBeFocused();
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(queue.row(third).getByRole("button", { name: /^Move up/ })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step("who is cancelled makes room for whoever is behind, and costs nothing", async () => {
    await queue.cancel(third);
    await expect(queue.row(third)).toHaveCount(0);
    await expect(queue.row(fourth)).toContainText("No. 2 in line, 1 ahead");
    expect(await emulator.tasks(third)).toEqual([]);
  });

  await test.step("it moves by itself", async () => {
    await expect(queue.rows("Under way").filter({ hasText: second })).toHaveCount(1, { timeout: 60_000 });
    await expect(queue.row(first)).toHaveCount(0, { timeout: 30_000 });
    await expect(queue.row(fourth)).toContainText("Next");
    await expect(queue.pill).toHaveAccessibleName("Queue: 1 running, 1 waiting, 0 not confirmed");
  });

  await test.step("a row leads to its card", async () => {
    await queue.row(fourth).getByRole("link", { name: fourth }).click();
    const viewer = page.getByRole("dialog", { name: `Clip: ${fourth}` });
    await expect(viewer.getByRole("article").getByText("Next in line")).toBeVisible();
    await queue.open(place.team);
  });

  await test.step("an account without credit stops the queue, and tells the owner what to do", async () => {
    await emulator.misbehave("create", { kind: "answer", when: "before", preset: "balance" });
    await expect(queue.stops).toContainText(["The provider turns the account away"], { timeout: 60_000 });
    await expect(queue.stops).toContainText(["The account has no credit left."]);
    await expect(queue.row(fourth)).toContainText("Next");
    await expect(queue.alarms).toContainText("The provider account cannot pay", { timeout: 40_000 });
    await queue.alarms.locator("summary").click();
    await expect(queue.alarms).toContainText("Nothing is charged meanwhile.");
    expect(await findBarriers(page), "the queue with an alarm").toEqual([]);
    expect(await emulator.tasks(fourth)).toEqual([]);
  });

  await test.step("it goes on when the account is in order again, and the alarm ends without anybody's click", async () => {
    await emulator.heal();
    await queue.alarms.getByRole("link", { name: "Provider settings" }).click();
    await new ProviderPage(page).test.click();
    await expect(queue.alarms).toHaveCount(0, { timeout: 40_000 });
    await new Shell(page).place("Queue").click();
    await page.getByText("Alarms that are over").click();
    await expect(page.getByRole("listitem").filter({ hasText: "The provider account cannot pay" })).toBeVisible();
    await expect(page.getByText("Nothing is under way")).toBeVisible({ timeout: 60_000 });
    await expect(queue.pill).toHaveCount(0);
  });

  for (const prompt of [first, second, fourth]) expect(await emulator.tasks(prompt), prompt).toHaveLength(1);
});
