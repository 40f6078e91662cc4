import { readFileSync } from "node:fs";
import { findFixedPort } from "../harness/fixed-port";
import { paths } from "@/lib/shared/paths";
import { expect, OWNER, placeOf, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { download } from "../harness/downloads";
import { Emulator } from "../harness/emulator";
import { AccountPage } from "../pages/account-page";
import { CreatePage } from "../pages/create-page";
import { MembersPage } from "../pages/members-page";
import { ProviderPage } from "../pages/provider-page";
import { QueuePage } from "../pages/queue-page";
import { Shell } from "../pages/shell";
import { SpendPage } from "../pages/spend-page";

const KEY = "sk-spend-0123456789-WXYZ";

test("an owner sets limits that hold before the call, and reads what was spent", async ({ startStudio, openBrowser }) => {
  // PowerTokens itself is played by the emulator, so that clips have prices and count as bought.
  const emulatorPort = String(await findFixedPort());
  const studio = await startStudio({
    env: { EMULATOR_PORT: emulatorPort, EMULATOR_KEY: KEY, POWERTOKENS_BASE_URL: `http://127.0.0.1:${emulatorPort}` },
  });
  const emulator = new Emulator(studio, KEY);
  const page = await openBrowser({ baseURL: studio.url });
  const [shell, create, spend, provider] = [new Shell(page), new CreatePage(page), new SpendPage(page), new ProviderPage(page)];
  const sentence = page.getByRole("alert").filter({ hasText: "a day reached" });

  await page.goto("/");
  await new AccountPage(page).signUp(OWNER, studio.setupCode);
  await expect(create.composer.prompt).toBeVisible();
  const place = placeOf(page.url());

  await test.step("while the emulator answers the header says that it is free, and leads to the page", async () => {
    await page.getByRole("link", { name: "Emulator: free" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Spend", exact: true })).toBeVisible();
    await expect(page.getByText("The emulator is in use: nothing is bought")).toBeVisible();
    await provider.open(place.team);
    await provider.key.fill(KEY);
    await provider.saveKey.click();
    await expect(provider.section("Key")).toContainText("WXYZ");
    await shell.place("Spend").click();
    await expect(spend.chip).toHaveText(/\$0\.00 this month/);
  });

  await test.step("what is no sum is said at its field, and nothing is saved", async () => {
    for (const text of ["1e9", "-1"]) {
      await spend.setLimit("Monthly limit", text);
      await expect(page.getByText("Enter dollars in digits with a point")).toBeVisible();
      await expect(spend.limit("Monthly limit")).toHaveAttribute("aria-invalid", "true");
      await expect(spend.limit("Monthly limit")).toBeFocused();
    }
    await spend.setLimit("Monthly limit", "1000001");
    await expect(page.getByText("Use 1,000,000 or less.")).toBeVisible();
    await spend.limit("Monthly limit").fill("");
    await spend.limit("Monthly limit").pressSequentially("12,50");
    await spend.save.click();
    // A browser that reads commas as its language does takes it; this one, in English, keeps no such text.
    await expect(spend.limit("Monthly limit")).not.toHaveValue("12,50");
    await page.reload();
    await expect(spend.limit("Daily limit")).toHaveValue("");
  });

  await test.step("a daily limit refuses the press that no longer fits, says why, and keeps what was typed", async () => {
    await spend.limit("Monthly limit").fill("");
    await spend.setLimit("Daily limit", "0.5");
    await expect(page.getByText("Limits saved.").first()).toBeVisible();
    await shell.place("Create").click();
    await create.composer.set({ resolution: "480p", seconds: 4, sound: false });
    await create.generate("A red kite");
    await expect(create.gallery.card("A red kite")).toBeVisible();
    await expect(create.composer.generate).toHaveText(/Generate/);
    await create.generate("A blue kite");
    await expect(sentence).toContainText("Limit of $0.50 a day reached");
    await expect(sentence).toContainText("You can raise it on the page Spend.");
    await expect(create.composer.prompt).toHaveValue("A blue kite");
    expect(await emulator.tasks("A blue kite")).toEqual([]);
  });

  await test.step("by keyboard alone it is raised, and above the chosen sum the press asks first", async () => {
    await spend.open(place.team);
    for (const [name, dollars] of [
      ["Daily limit", "5"],
      ["Ask above", "0.2"],
    ] as const) {
      await spend.limit(name).press("Control+A");
      await page.keyboard.type(dollars);
    }
    await page.keyboard.press("Enter");
    await expect(page.getByText("Limits saved.").first()).toBeVisible();
    await create.open(place);
    await expect(create.composer.prompt).toHaveValue("A blue kite");
    await create.composer.generate.press("Enter");
    const question = page.getByRole("dialog").filter({ hasText: "Spend up to $" });
    await expect(question.getByRole("button", { name: "Cancel" }), "the answer that spends nothing").toBeFocused();
    await page.keyboard.press("Escape");
    await expect(question).toBeHidden();
    await create.composer.prompt.press("Control+Enter");
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(question.getByRole("button", { name: "Generate" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(create.gallery.card("A blue kite")).toBeVisible();
  });

  await test.step("by keyboard alone the stop switch holds at once, and is lifted as quickly", async () => {
    await spend.open(place.team);
    await spend.stop.press("Space");
    await expect(spend.stop).toHaveAttribute("aria-checked", "true");
    await expect(page.getByText("Spending is stopped for the whole team.")).toBeVisible();
    await spend.limit("Ask above").fill("");
    await spend.limit("Ask above").press("Enter");
    await expect(page.getByText("Limits saved.").first()).toBeVisible();
    await create.open(place);
    await create.generate("A green kite");
    await expect(page.getByRole("alert").filter({ hasText: "Spending is stopped for the whole team." })).toBeVisible();
    expect(await emulator.tasks("A green kite")).toEqual([]);
    await spend.open(place.team);
    await expect(spend.stop).toHaveAttribute("aria-checked", "true");
    await spend.stop.press("Enter");
    await expect(page.getByText("Spending is stopped for the whole team.")).toBeHidden();
  });

  await test.step("the page tells what two clips have cost, by itself, and each way of looking has the same sum", async () => {
    await expect(spend.figure("Reserved")).toContainText("$0.00", { timeout: 60_000 });
    await expect(spend.figure("Billed")).toContainText("error");
    const billed = await spend.figure("Billed").locator("span").first().innerText();
    expect(billed).toMatch(/^\$0\.[3-9]\d$/);
    await expect(spend.chip).toContainText(`${billed} this month`, { timeout: 15_000 });
    await spend.ways.getByRole("radio", { checked: true }).focus();
    for (const by of ["Project", "Person", "Model", "State"] as const) {
      await page.keyboard.press("ArrowRight");
      await expect(spend.ways.getByRole("radio", { name: by })).toBeChecked();
      await expect(spend.table.locator("tbody tr")).toHaveCount(1);
      await expect(spend.table.locator("tfoot")).toContainText(billed);
    }
    expect(await findBarriers(page), "the page").toEqual([]);
  });

  await test.step("a project nearly at its limit is an alarm, and a press that no longer fits is refused for this project", async () => {
    const billed = Number(/[\d.]+/.exec(await spend.figure("Billed").locator("span").first().innerText())![0]);
    const project = (await page.locator("optgroup[label=Projects] option").first().textContent())!;
    await spend.limitOther(project, { "Daily limit": (billed / 0.9).toFixed(2) });
    await expect(new QueuePage(page).alarms).toContainText(/A spending limit is [89]\d% used/, { timeout: 40_000 });
    await create.open(place);
    await create.generate("A white kite");
    await expect(sentence).toContainText(/is left in this project, and this may cost/);
    expect(await emulator.tasks("A white kite")).toEqual([]);
  });

  await test.step("somebody with a limit of their own is told that it is theirs, and whom to ask", async () => {
    const members = new MembersPage(page);
    await members.open(place.team);
    const theirs = await openBrowser({ baseURL: studio.url });
    await theirs.goto(await members.invite("Creator"));
    await new AccountPage(theirs).acceptInvitation({ name: "Bo", email: "bo@example.com", password: "a long walk at dusk" });
    await expect(theirs).toHaveURL(/\/create$/);
    await spend.open(place.team);
    await spend.limitOther("Bo", { "Limit per clip": "0.01" });
    const bo = new CreatePage(theirs);
    await bo.open(place);
    await bo.generate("A black kite");
    const refusal = theirs.getByRole("alert").filter({ hasText: "one clip may cost $0.01 at most for you." });
    await expect(refusal).toContainText("Ask Owner, who can raise it. Nothing was sent, and what you typed stays here.");
    await expect(bo.composer.prompt).toHaveValue("A black kite");
    expect(await emulator.tasks("A black kite")).toEqual([]);
    await spend.open(place.team);
  });

  await test.step("the month can be taken along as a table", async () => {
    const { path, name } = await download(page, () => page.getByRole("link", { name: "Export as CSV" }).click());
    expect(name).toMatch(/^spend-20\d\d-\d\d\.csv$/);
    const lines = readFileSync(path, "utf8").trim().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain("day_utc,clip,project,person,model");
    expect(lines[1]).toContain(",Owner,seedance-2.0,480p,4,ready,yes,");
  });

  await test.step("in Chinese, and on a telephone", async () => {
    await shell.speak("简体中文");
    await expect(page.getByRole("heading", { name: "花费", exact: true })).toBeVisible();
    await expect(page.getByRole("spinbutton", { name: "每日上限" })).toHaveValue("5");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(paths.spend(place.team));
    await expect(page.getByRole("heading", { name: "花费", exact: true })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await findBarriers(page), "in Chinese, on a telephone").toEqual([]);
  });
});
