import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { findFixedPort } from "../harness/fixed-port";
import { expect, OWNER, placeOf, test } from "../fixtures";
import { Emulator } from "../harness/emulator";
import { AccountPage } from "../pages/account-page";
import { CreatePage } from "../pages/create-page";
import { MembersPage } from "../pages/members-page";
import { ProviderPage } from "../pages/provider-page";
import { RequestDialog } from "../pages/request-dialog";
import { Shell } from "../pages/shell";

const KEY = "sk-never-to-be-seen-0123456789-WXYZ";

/** Every text that the page gets from the studio: pages, data, scripts. */
function listen(page: Page): () => Promise<string[]> {
  const texts: Promise<string>[] = [];
  page.on("response", (response) => {
    const type = response.headers()["content-type"] ?? "";
    // An event stream never ends, and media hold no text.
    if (/html|json|x-component|javascript|plain/.test(type)) texts.push(response.text().catch(() => ""));
  });
  return () => Promise.all(texts);
}

/** All files of a folder whose name says that they are logs. */
const logsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".log"))
    .map((name) => readFileSync(path.join(folder, name), "utf8"));

test("an owner tests the connection, sets style, prices and key, and the key is never seen again", async ({ startStudio, openBrowser }) => {
  // PowerTokens itself is played by the emulator, so that a key can be tried; it knows one key alone.
  const emulatorPort = String(await findFixedPort());
  const studio = await startStudio({
    env: { EMULATOR_PORT: emulatorPort, EMULATOR_KEY: KEY, POWERTOKENS_BASE_URL: `http://127.0.0.1:${emulatorPort}` },
  });
  const page = await openBrowser({ baseURL: studio.url });
  const received = listen(page);
  const [shell, provider, create] = [new Shell(page), new ProviderPage(page), new CreatePage(page)];

  await page.goto("/");
  await new AccountPage(page).signUp(OWNER, studio.setupCode);
  await expect(create.composer.prompt).toBeVisible();
  const place = placeOf(page.url());
  await shell.place("Provider").click();

  await test.step("without a key the emulator answers, and everything about it is well", async () => {
    await expect(provider.section("Now")).toContainText("Emulator");
    await expect(provider.section("Now")).toContainText("about $0.84");
    await provider.test.click();
    await expect(provider.section("Test").getByRole("status")).toContainText("Everything answers as it should.");
    for (const name of ["List of models", "Task list", "Asset library"] as const) {
      await expect(provider.check(name)).toContainText("ok");
      await expect(provider.check(name)).toContainText(/\d ms/);
    }
    await expect(provider.section("What this key can do")).toContainText(
      "Seedance 2.0, Seedance 2.0 Fast, Seedance 2.0 Mini, and Seedance 2.5",
    );
  });

  await test.step("a failed check is told in words, with what the provider said", async () => {
    const emulator = new Emulator(studio, KEY);
    await emulator.misbehave("models", { kind: "answer", when: "before", preset: "unauthorized" });
    await emulator.misbehave("native.list", { kind: "answer", when: "before", preset: "balance" });
    await provider.test.click();
    await expect(provider.check("List of models")).toContainText("The provider does not accept the key.");
    await expect(provider.check("List of models")).toContainText("401");
    await expect(provider.check("Task list")).toContainText("no credit left");
    await expect(provider.check("Asset library")).toContainText("ok");
    await emulator.heal();
  });

  await test.step("the other style goes through the other door, and back again", async () => {
    await provider.style("OpenAI style").check();
    await expect(provider.section("Now")).toContainText("OpenAI style");
    await page.reload();
    await expect(provider.style("OpenAI style")).toBeChecked();
    await shell.goTo("Create");
    await page.getByRole("button", { name: "What will be sent" }).click();
    const request = new RequestDialog(page, "What will be sent");
    await expect(request.dialog.getByText(`POST ${studio.emulatorUrl}/v1/videos`)).toBeVisible();
    await request.close();
    await shell.place("Provider").click();
    await provider.style("Native").check();
    await expect(provider.section("Now")).toContainText("Native");
  });

  await test.step("a price that makes no sense stays here, and a new one changes the estimate", async () => {
    await provider.editPrices();
    const field = provider.price("Seedance 2.0", "720p", "Plain");
    await field.fill("7,5");
    await provider.savePrices.click();
    await expect(field).toHaveAccessibleDescription("Use a point for decimals and nothing between thousands: 7.5 or 1000.");
    await expect(field).toBeFocused();
    await field.fill("14");
    await expect(provider.priceRow("720p")).toContainText("$1.68");
    await provider.savePrices.click();
    await expect(provider.section("Prices")).toContainText("Your own table.");
    await expect(field).toHaveCount(0);
    // The tab is in the address, and the arrows go from one to the other.
    await page.reload();
    await expect(provider.priceRow("720p")).toContainText("14");
    await provider.tab("Prices").focus();
    await page.keyboard.press("ArrowLeft");
    await expect(provider.tab("Connection")).toBeFocused();
    await expect(provider.section("Now")).toContainText("about $1.68");
    await shell.goTo("Create");
    await expect(create.composer.form.getByText("≈ $1.68")).toBeVisible();
  });

  const prompt = "A paper boat in the rain";
  await test.step("the row has the composer's estimate, and its request is the one that was shown before", async () => {
    await create.composer.prompt.fill(`${prompt} --dur 15`);
    await page.getByRole("button", { name: "What will be sent" }).click();
    const shown = new RequestDialog(page, "What will be sent");
    await expect(shown.dialog).toContainText("--dur 15");
    const planned = await shown.json();
    expect(planned).toMatchObject({ content: [{ text: prompt }], duration: 5, safety_identifier: "SET_WHEN_SENT" });
    await shown.show("cURL");
    await expect(shown.code).toContainText('"Authorization: Bearer $POWERTOKENS_API_KEY"');
    await shown.show("Python");
    await expect(shown.code).toContainText("os.environ['POWERTOKENS_API_KEY']");
    // Neither this key nor the next may reach the composer or close it.
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("Escape");
    await expect(shown.dialog).toBeHidden();

    await create.composer.generate.click();
    await expect(create.gallery.status(prompt, "Ready")).toBeVisible({ timeout: 60_000 });
    await expect(create.gallery.cards).toHaveCount(1);
    await create.gallery.open(prompt).click();
    await expect(create.viewer.fact("Estimated")).toContainText("$1.68");
    // Facts are folded until somebody wants them.
    await create.viewer.details.locator("summary").filter({ hasText: "Details" }).click();
    await create.viewer.details.getByRole("button", { name: "Show the request" }).click();
    const sent = new RequestDialog(page, "What was sent");
    const { safety_identifier: marker, ...body } = await sent.json();
    expect({ ...body, safety_identifier: "SET_WHEN_SENT" }).toEqual(planned);
    expect(marker).toMatch(/^[\w-]{24}\.[0-9a-f]{32}$/);
    await sent.show("JSON", "OpenAI style");
    expect(await sent.json()).toMatchObject({ media: [{ text: prompt }], seconds: "5", safety_identifier: marker });
    // The viewer's own keys are not for what lies over it.
    await page.keyboard.press("i");
    await page.keyboard.press("Escape");
    await expect(sent.dialog).toBeHidden();
    await expect(create.viewer.details).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(create.viewer.dialog).toBeHidden();
  });

  await test.step("now that a clip was made, the test finds out that the account gives our marker back", async () => {
    await shell.place("Provider").click();
    await expect(provider.section("What this key can do")).toContainText("Not seen yet");
    await provider.test.click();
    await expect(provider.section("What this key can do")).toContainText("Yes: a lost answer can be found again by itself.");
  });

  await test.step("the catalogue's prices come back with one press", async () => {
    await provider.editPrices();
    await provider.resetPrices.click();
    await expect(provider.priceRow("720p")).toContainText("$0.84");
    await provider.tab("Connection").click();
    await expect(provider.section("Now")).toContainText("about $0.84");
  });

  await test.step("a key goes in, is tried at once, and shows its last four characters only", async () => {
    await expect(provider.key).toHaveAttribute("type", "password");
    await provider.key.fill("short");
    await provider.saveKey.click();
    await expect(provider.key).toHaveAttribute("aria-invalid", "true");
    await provider.key.fill(`Bearer ${KEY}`);
    await provider.saveKey.click();
    await expect(provider.section("Key")).toContainText("Key ending in WXYZ");
    await expect(provider.section("Now")).toContainText("PowerTokens");
    await expect(provider.section("Test").getByRole("status")).toContainText("Everything answers as it should.");
    await expect(provider.key).toHaveCount(0);
    await page.reload();
    await expect(provider.section("Key")).toContainText("Key ending in WXYZ");
    await shell.goTo("Create");
    await page.getByRole("button", { name: "What will be sent" }).click();
    await new RequestDialog(page, "What will be sent").close();
  });

  await test.step("who is no owner finds no way there, and on it only whom to ask", async () => {
    const members = new MembersPage(page);
    await members.open(place.team);
    const link = await members.invite("Creator");
    const theirs = await openBrowser({ baseURL: studio.url });
    const receivedByThem = listen(theirs);
    await theirs.goto(link);
    await new AccountPage(theirs).acceptInvitation({ name: "Newcomer", email: "newcomer@example.com", password: "a long walk at dusk" });
    await expect(theirs).toHaveURL(/\/create$/);
    await expect(new Shell(theirs).place("Members")).toBeVisible();
    await expect(new Shell(theirs).place("Provider")).toHaveCount(0);
    await new ProviderPage(theirs).open(place.team);
    await expect(theirs.getByRole("heading", { name: "Only owners see these settings" })).toBeVisible();
    await expect(theirs.getByText(`Ask ${OWNER.name}.`)).toBeVisible();
    for (const text of await receivedByThem()) expect(text).not.toContain("WXYZ");
  });

  await test.step("removing the key is asked first, and brings the emulator back", async () => {
    await provider.open(place.team);
    await provider.removeKey();
    await expect(provider.section("Key")).toContainText("No key yet");
    await expect(provider.section("Now")).toContainText("Emulator");
  });

  const texts = [...(await received()), studio.output(), ...logsIn(studio.dataDir)];
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts) expect(text.includes(KEY), text.slice(0, 200)).toBe(false);
});
