import { writeFile } from "node:fs/promises";
import { expect, test } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { makePicture, makeSound, type SampleFile } from "../harness/media";
import { say } from "../harness/messages";
import { Shell } from "../pages/shell";

/** What happened, who stopped it, what it cost, what to do, and the details. */
const fiveLines = (locale: "en" | "zh-Hans"): string[] => [
  say(locale, "failures.inputText"),
  say(locale, "failures.stoppedBy", { party: say(locale, "failures.party.input") }),
  say(locale, "failures.charged.no"),
  say(locale, "failures.remedies.edit"),
  say(locale, "failures.details"),
];

const QUICK = { resolution: "480p", seconds: 4, sound: false } as const;

test("files that cannot be used are refused one by one, with the reason, before anything is sent", async ({ create, page }) => {
  const { composer } = create;
  const prompt = "The words stay whatever happens to the files";
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/uploads/")) sent.push(request.url());
  });
  // Playwright hands over no more than 50 MB by itself.
  const huge = test.info().outputPath("huge.jpg");
  await writeFile(huge, Buffer.concat([(await makePicture("good.jpg")).buffer, Buffer.alloc(65 * 1024 * 1024)]));
  const wrong: [file: SampleFile, sentence: RegExp][] = [
    [{ name: "brief.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 not a picture") }, /This kind of file is not taken/],
    [
      { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("These are words and no picture.") },
      /cannot be read|kind of file is not taken/,
    ],
    [{ name: "song.txt", mimeType: "audio/mpeg", buffer: Buffer.from("These are words and no sound.") }, /This kind of file is not taken/],
  ];
  await composer.prompt.fill(prompt);
  await composer.choose("First frame");
  for (const [file, sentence] of wrong) {
    await composer.add("First frame image", file);
    await expect(composer.form.getByText(sentence)).toBeVisible();
    await composer.file(file.name).first().click();
    await expect(composer.form.getByText(sentence)).toBeHidden();
  }
  await composer.add("First frame image", huge);
  await expect(composer.form.getByText(/65 MB is too large; 64 MB is the most/)).toBeVisible();
  await composer.choose("References");
  expect(sent).toEqual([]);
  await expect(composer.prompt).toHaveValue(prompt);

  await test.step("however many there are, and however large the text is, the prompt stays in sight", async () => {
    const good = Array.from({ length: 7 }, (_, index) =>
      makePicture(`good-${index}.jpg`, { width: 400, height: 400, hue: 7 + index * 40 }),
    );
    await composer.add("Add references", ...(await Promise.all(good)), ...wrong.map(([file]) => file));
    await expect(composer.form.getByText("3 files were not taken")).toBeVisible();
    await expect(composer.uploads).toHaveCount(0);
    for (const [width, height, size] of [
      [1440, 900, "100%"],
      [1366, 768, "100%"],
      [1280, 720, "100%"],
      [1440, 900, "200%"],
      [1280, 720, "200%"],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.evaluate((fontSize) => (document.documentElement.style.fontSize = fontSize), size);
      await expect(composer.prompt, `the prompt at ${width} × ${height}, text ${size}`).toBeInViewport({ ratio: 0.9 });
      await expect(composer.generate).toBeInViewport({ ratio: 1 });
      // Seen, and not only within the window: nothing lies over its middle.
      expect(
        await composer.prompt.evaluate((box) => {
          const { left, top, width: wide } = box.getBoundingClientRect();
          return document.elementFromPoint(left + wide / 2, top + 12) === box;
        }),
      ).toBe(true);
    }
  });
});

test("what is missing is counted on the button and pointed out when it is pressed, by keyboard alone", async ({
  create,
  emulator,
  page,
}) => {
  const { composer, gallery } = create;
  await test.step("without words", async () => {
    await composer.generate.press("Enter");
    await expect(composer.prompt).toBeFocused();
    await expect(composer.form.getByText(say("en", "problems.promptEmpty"))).toBeVisible();
    await expect(composer.generate).toHaveAccessibleName(/1 problem/);
  });

  await test.step("sound alone", async () => {
    await page.keyboard.type("Waves");
    await composer.mode("Text").focus();
    for (const mode of ["First frame", "First + last", "References"] as const) {
      await page.keyboard.press("ArrowRight");
      await expect(composer.mode(mode)).toBeChecked();
    }
    await composer.add("Add references", makeSound("waves.wav"));
    await expect(composer.uploads).toHaveCount(0);
    await composer.prompt.press("Control+Enter");
    await expect(composer.form.getByText(say("en", "problems.audioAlone"))).toBeVisible();
  });

  await test.step("too many pictures", async () => {
    const pictures = await Promise.all(
      Array.from({ length: 10 }, (_, index) => makePicture(`take-${index}.jpg`, { width: 400, height: 400, hue: index * 30 })),
    );
    await composer.add("Add references", ...pictures);
    await expect(composer.uploads).toHaveCount(0);
    await composer.generate.press("Enter");
    const tooMany = composer.form.getByText("10 images, and 9 is the most. Remove some.");
    await expect(tooMany).toBeVisible();
    await expect(composer.generate).toHaveAccessibleName(/1 problem/);
    await composer.file("take-9.jpg").press("Enter");
    await expect(tooMany).toBeHidden();
    await expect(composer.generate).toHaveText("Generate");
  });

  await expect(gallery.cards).toHaveCount(0);
  expect(await emulator.tasks("Waves")).toEqual([]);
});

test("what is easily done by mistake is said on the page, and nothing is bought", async ({ create, emulator, page, errors }) => {
  errors.expect(/422 \(Unprocessable Entity\).*\/api\/uploads\//);
  const { composer, gallery } = create;
  await test.step("4k is 10-bit H.265, which is said before it is paid for", async () => {
    await composer.set({ resolution: "4k" });
    await expect(composer.form.getByText(say("en", "composer.settings.tenBit", { resolution: "4k" }))).toBeVisible();
  });
  await composer.set(QUICK);

  await test.step("a prompt of flags and of characters that nobody sees is none", async () => {
    for (const prompt of ["--dur 15 --seed 7", "\u200b\u2060"]) {
      await composer.prompt.fill(prompt);
      await composer.prompt.press("Control+Enter");
      await expect(composer.form.getByText(say("en", "problems.promptEmpty"))).toBeVisible();
    }
  });

  await test.step("a clip of a telephone is made to fit, and its chip says so", async () => {
    await composer.choose("References");
    await composer.add("Add references", "lib/testing/fixtures/brought/v-1080p.mp4");
    await expect(composer.form.getByText(say("en", "composer.references.fittedShort", { height: 722 }))).toBeVisible({ timeout: 60_000 });
  });

  await test.step("a clip that is cut off is refused by the studio, and the reason outlives a reload", async () => {
    const reason = composer.form.getByText(say("en", "assetProblems.unreadable"));
    await composer.add("Add references", "lib/testing/fixtures/brought/v-headonly.mp4");
    await expect(reason).toBeVisible({ timeout: 60_000 });
    await expect(composer.form.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(reason).toBeVisible();
    await composer.file("v-headonly.mp4").first().click();
    await expect(reason).toBeHidden();
  });

  await test.step("a seed that is none is said to be none; −1 is random, and the largest is taken", async () => {
    const refusal = composer.form.getByText(say("en", "problems.seedUnavailable", { max: "4294967295" }));
    await composer.prompt.fill("");
    for (const [seed, isRefused] of [
      [3.7, true],
      [-1, false],
      [4294967296, true],
      [4294967295, false],
    ] as const) {
      await composer.set({ seed });
      await composer.generate.click();
      await expect(refusal).toBeVisible({ visible: isRefused });
      await composer.within("More settings", () => expect(composer.seed).toHaveValue(String(seed)));
    }
    await composer.within("More settings", () => composer.seed.fill(""));
  });

  await test.step("a picture that the prompt speaks of and that is not there is asked about", async () => {
    await composer.prompt.fill("The gull of Image 3 lands");
    await composer.generate.click();
    await expect(composer.form.getByText(say("en", "composer.submit.mentions", { names: "Image 3" }))).toBeVisible();
    await expect(composer.form.getByRole("button", { name: say("en", "composer.submit.anyway") })).toBeVisible();
  });

  await test.step("of more files than a draft holds, those left outside are named, and one press takes all out", async () => {
    const files = Array.from({ length: 65 }, (_, index) => ({
      name: `take-${index + 1}.png`,
      mimeType: "image/png",
      buffer: Buffer.from(`no picture ${index}`),
    }));
    await composer.add("Add references", ...files);
    // One place was taken already.
    await composer.form
      .locator("summary")
      .filter({ hasText: /^6 files were not taken/ })
      .press("Enter");
    const left = composer.form.getByRole("listitem").filter({ hasText: say("en", "assetProblems.tooManyFiles", { limit: 60 }) });
    await expect(left).toHaveText(files.slice(59).map(({ name }) => new RegExp(name)));
    await composer.form.getByRole("button", { name: say("en", "composer.references.removeAll"), exact: true }).press("Enter");
    await expect(composer.file("v-1080p.mp4")).toHaveCount(0);
  });

  await expect(gallery.cards).toHaveCount(0);
  expect(await emulator.tasks("The gull of Image 3")).toEqual([]);
});

test("a refused prompt says what happened, who stopped it, what it cost and what to do, in both languages", async ({ create, page }) => {
  const { composer, gallery } = create;
  const prompt = "Something the provider does not make emu:refuse-text";
  await composer.set(QUICK);
  await create.generate(prompt);
  const card = gallery.card(prompt);
  await expect(gallery.status(prompt, "Refused")).toBeVisible();
  for (const line of fiveLines("en").slice(0, 3)) await expect(card).toContainText(line);
  await expect(card.getByRole("button", { name: say("en", "failures.remedies.edit") })).toBeVisible();
  await card.getByRole("button", { name: say("en", "failures.details") }).click();
  const details = page.getByRole("dialog", { name: say("en", "failures.details") });
  await expect(details).toContainText("InputTextSensitiveContentDetected");
  await expect(details).toContainText("Request ID");
  await expect(details).toContainText("1 of the last 1 clip here was refused for this.");
  await page.keyboard.press("Escape");
  await expect(card.getByRole("button", { name: say("en", "failures.remedies.reword") })).toHaveCount(0);

  await test.step("on a telephone and by keyboard alone other words are offered for names, and go nowhere by themselves", async () => {
    await create.generate("A Ferrari in rain emu:refuse-text");
    const named = gallery.card("A Ferrari in rain emu:refuse-text");
    await page.setViewportSize({ width: 390, height: 844 });
    await named.getByRole("button", { name: say("en", "failures.remedies.reword") }).press("Enter");
    const dialog = page.getByRole("dialog", { name: say("en", "retry.reword.title") });
    await expect(dialog.locator("del")).toContainText("A Ferrari");
    await expect(dialog.locator("ins")).toContainText("A sports car");
    expect(await findBarriers(page), "the prompt in other words").toEqual([]);
    expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
    await dialog.getByRole("button", { name: say("en", "retry.reword.compose") }).press("Enter");
    await expect(composer.prompt).toHaveValue("A sports car in rain emu:refuse-text");
    await expect(gallery.cards).toHaveCount(2);
    await named.getByRole("button", { name: say("en", "gallery.delete"), exact: true }).click();
    await expect(gallery.cards).toHaveCount(1);
  });

  await test.step("in Chinese", async () => {
    await new Shell(page).speak("简体中文");
    const region = page.getByRole("region", { name: say("zh-Hans", "gallery.title") });
    const zh = region.getByRole("article");
    await expect(zh).toContainText(say("zh-Hans", "status.refused"));
    for (const line of fiveLines("zh-Hans")) await expect(zh).toContainText(line);
  });
});

test("a picture that the asset library cannot process ends in a card that says so", async ({ create, emulator }) => {
  const { composer, gallery } = create;
  const prompt = "The picture comes alive";
  await emulator.misbehave("assets.upload", {
    kind: "answer",
    when: "before",
    status: 200,
    body: JSON.stringify({ code: 400, data: null, msg: "InvalidParameter: failed to process the asset" }),
  });
  await composer.choose("First frame");
  await composer.add("First frame image", await makePicture("broken.jpg", { hue: 111 }));
  await composer.set(QUICK);
  await expect(composer.uploads).toHaveCount(0);
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Failed").or(gallery.status(prompt, "Refused"))).toBeVisible({ timeout: 30_000 });
  await expect(gallery.card(prompt)).toContainText("Not charged");
  await emulator.heal();
  expect(await emulator.tasks(prompt)).toEqual([]);
});

test("a provider that is down is waited for", async ({ create, emulator }) => {
  const { composer, gallery } = create;
  const prompt = "The harbour waits for the fog to lift";
  await composer.choose("First frame");
  await composer.add("First frame image", await makePicture("fog.jpg", { hue: 190 }));
  await composer.set(QUICK);
  await expect(composer.uploads).toHaveCount(0);
  await emulator.misbehave("*", { kind: "drop", when: "before" });
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Waiting")).toBeVisible();
  await expect.poll(() => emulator.hits()).toBeGreaterThan(1);
  await emulator.heal();
  await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  expect(await emulator.tasks(prompt)).toHaveLength(1);
});

test("a provider that talks nonsense is asked again", async ({ create, emulator }) => {
  const { composer, gallery } = create;
  const prompt = "The lighthouse keeper reads yesterday's news";
  await composer.set(QUICK);
  await emulator.misbehave("native.query", { kind: "answer", when: "before", preset: "htmlOk" }, { count: 2 });
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 50_000 });
  expect(await emulator.tasks(prompt)).toHaveLength(1);
});

test("a double click on Generate, and a hand that rests on Enter, make one clip each", async ({ create, emulator, page }) => {
  const { composer, gallery } = create;
  const prompt = "One leaf falls";
  await composer.set(QUICK);
  await composer.prompt.fill(prompt);
  await composer.generate.dblclick();
  await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  await expect(gallery.cards).toHaveCount(1);
  expect(await emulator.tasks(prompt)).toHaveLength(1);

  for (const [held, focus] of [
    ["Control+Enter", composer.prompt],
    ["Enter", composer.generate],
  ] as const) {
    await composer.prompt.fill(`${prompt} ${held}`);
    await focus.focus();
    const [key = "", modifier] = held.split("+").reverse();
    if (modifier) await page.keyboard.down(modifier);
    await page.keyboard.down(key);
    await expect(composer.generate).toHaveText("Queued");
    await expect(composer.generate).toHaveText("Generate");
    // From the second time on it is what a keyboard sends for a key that stays down.
    for (let times = 0; times < 3; times += 1) await page.keyboard.down(key);
    await expect(composer.generate).toHaveText("Generate");
    await page.keyboard.up(key);
    if (modifier) await page.keyboard.up(modifier);
    await expect(gallery.status(`${prompt} ${held}`, "Ready")).toBeVisible({ timeout: 45_000 });
    expect(await emulator.tasks(`${prompt} ${held}`)).toHaveLength(1);
  }
  await expect(gallery.cards).toHaveCount(3);
});

test.afterEach(({ emulator }) => emulator.heal());
