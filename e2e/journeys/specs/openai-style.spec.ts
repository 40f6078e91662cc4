import { expect, OWNER, test } from "../fixtures";
import { Emulator } from "../harness/emulator";
import { makePicture } from "../harness/media";
import { probeClip } from "../harness/probe";
import { AccountPage } from "../pages/account-page";
import { CreatePage } from "../pages/create-page";

test("a studio that speaks the other API style makes the same clips", async ({ startStudio, openBrowser }) => {
  const studio = await startStudio({ env: { API_STYLE: "openai" } });
  const page = await openBrowser({ baseURL: studio.url });
  await page.goto("/");
  await new AccountPage(page).signUp(OWNER, studio.setupCode);
  const { composer, gallery } = new CreatePage(page);
  await expect(composer.prompt).toBeVisible();

  await test.step("what this style cannot do is off, with the reason", async () => {
    await composer.within("Duration", async () => {
      await page.getByRole("slider", { name: "Duration" }).fill("13");
      await expect(page.getByRole("slider", { name: "Duration" })).toHaveValue("15");
      await expect(page.getByText(/^13 s, 14 s: not through the API style in use/)).toBeVisible();
    });
  });

  await composer.set({ resolution: "480p", seconds: 4, sound: true });
  const words = "A paper boat on a rain gutter";
  const picture = "The boat reaches the sea";
  await composer.prompt.fill(words);
  await composer.generate.click();
  await expect(gallery.card(words)).toBeVisible();
  await composer.choose("First frame");
  await composer.add("First frame image", await makePicture("boat.png", { width: 900, height: 900, hue: 210, format: "png" }));
  await expect(composer.uploads).toHaveCount(0);
  await composer.set({ sound: false });
  await composer.prompt.fill(picture);
  await composer.generate.click();

  for (const [prompt, width, height, audioCodec] of [
    [words, 864, 496, "aac"],
    [picture, 640, 640, null],
  ] as const) {
    await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
    const saved = await gallery.download(prompt);
    expect(await probeClip(saved.path)).toMatchObject({ width, height, framesPerSecond: 24, frames: 97, audioCodec });
    const tasks = await new Emulator(studio).tasks(prompt);
    expect(tasks).toMatchObject([{ surface: "videos", status: "succeeded", billed: true }]);
  }
});
