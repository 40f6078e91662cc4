import { expect, OWNER, test } from "../fixtures";
import { Emulator } from "../harness/emulator";
import { paths } from "@/lib/shared/paths";
import { say } from "../harness/messages";
import { makePicture } from "../harness/media";
import { AccountPage } from "../pages/account-page";
import { CreatePage } from "../pages/create-page";

test("a reload keeps the words, the settings and the files", async ({ create, page }) => {
  const { composer } = create;
  const prompt = "A train crosses the viaduct in the first snow";
  await composer.choose("First + last");
  await composer.add("First frame image", await makePicture("viaduct.jpg", { hue: 206 }));
  await composer.add("Last frame image", await makePicture("snow.png", { hue: 226, format: "png" }));
  await composer.set({ resolution: "480p", seconds: 8, seed: 77, sound: false, watermark: true, takes: 2 });
  await expect(composer.uploads).toHaveCount(0);
  await composer.prompt.fill(prompt);
  await page.reload();

  await expect(composer.prompt).toHaveValue(prompt);
  await expect(composer.mode("First + last")).toBeChecked();
  await expect(composer.file("viaduct.jpg")).toBeVisible();
  await expect(composer.file("snow.png")).toBeVisible();
  await expect(composer.setting("Resolution")).toHaveText("480p");
  await expect(composer.setting("Duration")).toHaveText("8 s");
  await expect(composer.setting("Takes")).toHaveText("×2");
  await expect(composer.setting("More settings")).toHaveAccessibleName("More settings: Seed: 77, Watermark");
  await expect(composer.toggle("Sound")).not.toBeChecked();

  await test.step("another mode parks the files, and gives them back", async () => {
    await composer.choose("Text");
    await expect(page.getByRole("button", { name: "2 parked" })).toBeVisible();
    await composer.choose("First + last");
    await expect(composer.file("viaduct.jpg")).toBeVisible();
    await expect(composer.file("snow.png")).toBeVisible();
  });
});

test("two tabs on one project write over nothing of each other", async ({ create, place, context, page }) => {
  const { composer } = create;
  const other = new CreatePage(await context.newPage());
  await other.open(place);
  await composer.prompt.fill("A pier in the fog");
  await expect(other.composer.prompt, "a tab with nothing to lose goes along").toHaveValue("A pier in the fog");

  await test.step("somebody else's words wait until a person chooses", async () => {
    // The tabs do not hear of each other, as on two computers.
    for (const tab of [page, other.page]) await tab.evaluate(() => (BroadcastChannel.prototype.postMessage = () => undefined));
    await composer.prompt.fill("A pier in the sun");
    await expect(composer.form.getByText("Saved", { exact: true })).toBeVisible();
    await other.composer.prompt.fill("A pier at night");
    await expect(other.composer.form.getByRole("alert").filter({ hasText: "A pier in the sun" })).toBeVisible();
    await other.composer.form.getByRole("button", { name: "Take theirs" }).click();
    await expect(other.composer.prompt).toHaveValue("A pier in the sun");
    await other.composer.form.getByRole("button", { name: "Undo" }).click();
    await expect(other.composer.prompt).toHaveValue("A pier at night");
    // "Saved" stood there before as well: only another look at the server tells.
    await expect(async () => {
      await page.reload();
      await expect(composer.prompt).toHaveValue("A pier at night", { timeout: 2_000 });
    }).toPass();
  });
});

test("a page that is older than an update says so, keeps the draft, and reloads by itself when it may", async ({
  create,
  page,
  errors,
}) => {
  errors.expect(/404 \(Not Found\)/);
  const { composer } = create;
  // What a studio answers that was updated meanwhile: it does not know the calls of the old page.
  const beOld = () =>
    page.route("**/create", (route) =>
      route.request().headers()["next-action"]
        ? route.fulfill({
            status: 404,
            headers: { "x-nextjs-action-not-found": "1" },
            contentType: "text/plain",
            body: "Server action not found.",
          })
        : route.fallback(),
    );
  await beOld();
  await composer.prompt.fill("A pier, and an update in between");
  const notice = page.getByRole("alert").filter({ hasText: say("en", "shell.outdated.body") });
  await expect(notice).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });
  await notice.getByRole("button", { name: say("en", "shell.outdated.reload") }).click();
  await expect(composer.prompt).toHaveValue("A pier, and an update in between");
  await expect(composer.form.getByText("Saved", { exact: true })).toBeVisible();

  await test.step("with everything saved it needs nobody", async () => {
    await page.evaluate(() => document.body.setAttribute("data-old", ""));
    await beOld();
    await composer.form.getByRole("button", { name: say("en", "request.open") }).click();
    await expect(page.locator("body[data-old]")).toHaveCount(0);
    await expect(composer.prompt).toHaveValue("A pier, and an update in between");
  });
});

test("a clip becomes ready while nobody looks", async ({ create, place, page, context, emulator }) => {
  const prompt = "An empty theatre, the curtain rises";
  await create.composer.set({ resolution: "480p", seconds: 4, sound: false });
  await create.generate(prompt);
  await expect(create.gallery.status(prompt, "Queued").or(create.gallery.status(prompt, "Running"))).toBeVisible();
  await page.close();
  await expect.poll(async () => (await emulator.tasks(prompt)).map(({ status }) => status)).toEqual(["succeeded"]);

  const later = new CreatePage(await context.newPage());
  await later.open(place);
  await expect(later.gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  await expect(later.composer.prompt).toHaveValue(prompt);

  await test.step("on a slow line the clip stays in sight while what moves it is on its way", async () => {
    const slow = await context.newPage();
    const address = paths.create(place.team, place.project);
    const html = await (await slow.request.get(address)).text();
    const arrived = Promise.withResolvers<void>();
    await slow.route("**/_next/static/chunks/*.js", async (route) => {
      if (!html.includes(new URL(route.request().url()).pathname)) await arrived.promise;
      await route.continue();
    });
    const opened = slow.goto(address);
    const { gallery, composer } = new CreatePage(slow);
    await expect(async () => {
      await composer.prompt.fill("The page listens");
      await expect(composer.generate).toHaveText(/^Generate/);
      expect(await composer.prompt.evaluate((field) => Object.keys(field).some((key) => key.startsWith("__reactProps")))).toBe(true);
    }).toPass({ timeout: 20_000 });
    await expect(gallery.card(prompt)).toBeVisible();
    arrived.resolve();
    await opened;
    await expect(gallery.card(prompt)).toBeVisible();
  });
});

test("the studio is stopped in the middle of a run and started again, and buys the clip once", async ({
  startStudio,
  openBrowser,
  errors,
}) => {
  errors.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|Failed to fetch/);
  const prompt = "A kettle boils over in slow motion";
  const env = { EMULATOR_RUNNING_MS: "10000" };
  const before = await startStudio({ env });
  const page = await openBrowser({ baseURL: before.url });
  const create = new CreatePage(page);
  await page.goto("/");
  await new AccountPage(page).signUp(OWNER, before.setupCode);
  await create.composer.set({ resolution: "480p", seconds: 4, sound: false });
  await create.generate(prompt);
  await expect(create.gallery.status(prompt, "Running")).toBeVisible();
  expect(await before.stop()).toBe(0);

  const ports = { PORT: new URL(before.url).port, EMULATOR_PORT: new URL(before.emulatorUrl).port };
  const after = await startStudio({ dataDir: before.dataDir, env: { ...env, ...ports } });
  expect(after.url).toBe(before.url);
  // The page was open all the time: it finds the studio again and needs no reload.
  await expect(create.gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  expect(await new Emulator(after).tasks(prompt)).toMatchObject([{ status: "succeeded", billed: true }]);
  await page.reload();
  await expect(create.gallery.cards).toHaveCount(1);
  await expect(create.composer.prompt).toHaveValue(prompt);
});
