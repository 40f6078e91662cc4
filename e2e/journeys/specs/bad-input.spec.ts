import { expect, test } from "../fixtures";
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
  const picture = await makePicture("good.jpg");
  const wrong: [file: SampleFile, sentence: RegExp][] = [
    [{ name: "brief.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 not a picture") }, /This kind of file is not taken/],
    [
      { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("These are words and no picture.") },
      /cannot be read|kind of file is not taken/,
    ],
    [
      await makePicture("stamp.png", { width: 200, height: 200, format: "png" }),
      /200 × 200 px is too small; each side needs at least 300 px/,
    ],
    [await makePicture("banner.jpg", { width: 1800, height: 400 }), /1800 × 400 px is too narrow or too wide/],
    [
      { ...picture, name: "huge.jpg", buffer: Buffer.concat([picture.buffer, Buffer.alloc(31 * 1024 * 1024)]) },
      /31 MB is too large; 30 MB is the most/,
    ],
  ];
  await composer.prompt.fill(prompt);
  await composer.choose("First frame");
  for (const [file, sentence] of wrong) {
    await composer.add("First frame image", file);
    await expect(composer.form.getByText(sentence)).toBeVisible();
    await composer.file(file.name).first().click();
    await expect(composer.form.getByText(sentence)).toBeHidden();
  }
  await composer.choose("References");
  await composer.add("Add references", makeSound("long.wav", 20));
  await expect(composer.form.getByText(/20 s is too long; it may last 2 to 15 s/)).toBeVisible();
  expect(sent).toEqual([]);
  await expect(composer.prompt).toHaveValue(prompt);
});

test("what is missing is counted on the button and pointed out when it is pressed", async ({ create, emulator }) => {
  const { composer, gallery } = create;
  await test.step("without words", async () => {
    await composer.generate.click();
    await expect(composer.prompt).toBeFocused();
    await expect(composer.form.getByText(say("en", "problems.promptEmpty"))).toBeVisible();
    await expect(composer.generate).toHaveAccessibleName(/1 problem/);
  });

  await test.step("sound alone", async () => {
    await composer.prompt.fill("Waves");
    await composer.choose("References");
    await composer.add("Add references", makeSound("waves.wav"));
    await expect(composer.uploads).toHaveCount(0);
    await composer.generate.click();
    await expect(composer.form.getByText(say("en", "problems.audioAlone"))).toBeVisible();
  });

  await test.step("too many pictures", async () => {
    const pictures = await Promise.all(
      Array.from({ length: 10 }, (_, index) => makePicture(`take-${index}.jpg`, { width: 400, height: 400, hue: index * 30 })),
    );
    await composer.add("Add references", ...pictures);
    await expect(composer.uploads).toHaveCount(0);
    await composer.generate.click();
    await expect(composer.form.getByText("10 images, and 9 is the most. Remove some.")).toBeVisible();
    await expect(composer.generate).toHaveAccessibleName(/1 problem/);
  });

  await expect(gallery.cards).toHaveCount(0);
  expect(await emulator.tasks("Waves")).toEqual([]);
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
  await page.keyboard.press("Escape");

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
