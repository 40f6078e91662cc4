import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { countChanged } from "../harness/pixels";
import { say } from "../harness/messages";
import { CreatePage } from "../pages/create-page";
import { beginsWith } from "../pages/names";
import { paths } from "@/lib/shared/paths";
import { readFile } from "node:fs/promises";
import { copyGeneration, makeTenBit, TEN_BIT } from "../harness/database";
import { download } from "../harness/downloads";

/** A browser that has not been asked about notices yet, or has said yes. The system's own cannot be read from here: the page keeps them. */
function keepNotices(isAsked: boolean): void {
  const notices: string[] = [];
  const notes: number[] = [];
  const { start } = AudioScheduledSourceNode.prototype;
  OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number): void {
    notes.push(Math.round(this.frequency.value));
    start.call(this, when);
  };
  class Notice {
    static permission = isAsked ? "granted" : "default";
    static requestPermission(): Promise<string> {
      Notice.permission = "granted";
      return Promise.resolve("granted");
    }
    constructor(title: string) {
      notices.push(title);
    }
  }
  Object.assign(window, { notices, notes, Notification: Notice });
}
const noticesOf = (page: Page) => page.evaluate(() => (window as unknown as { notices: string[] }).notices);
/** What was heard, in Hz. */
const notesOf = (page: Page) => page.evaluate(() => (window as unknown as { notes: number[] }).notes);

/** Another tab, or another program, lies before the page; or it is looked at again. */
const lookAway = (page: Page, isAway: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isAway);

test("finished clips can be watched, stepped through, used again, and brought back from deletion", async ({ create, place, page }) => {
  const { composer, gallery, viewer } = create;
  const older = "A red kite over the dunes";
  const newer = "A blue kite over the lake";
  await composer.set({ resolution: "480p", ratio: "1:1", seconds: 4, seed: 21, sound: true });
  await create.generate(older);
  await expect(gallery.card(older)).toBeVisible();
  await expect(composer.generate).toHaveText(/Generate/);
  await composer.set({ ratio: "16:9", seed: 22, sound: false, watermark: true });
  await create.generate(newer);
  await expect(gallery.status(older, "Ready")).toBeVisible({ timeout: 45_000 });
  await expect(gallery.status(newer, "Ready")).toBeVisible({ timeout: 45_000 });

  await test.step("a rest of the pointer plays the clip without sound, and only that one", async () => {
    const playing = gallery.cards.locator("video[autoplay]");
    await gallery.card(newer).hover();
    await expect(gallery.card(newer).locator("video[autoplay]")).toHaveJSProperty("muted", true);
    await expect.poll(() => playing.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.1);
    await gallery.card(older).hover();
    await expect(gallery.card(newer).locator("video[autoplay]")).toHaveCount(0);
    await expect(gallery.card(older).locator("video[autoplay]")).toHaveCount(1);
  });

  await test.step("it is a small copy that plays, and along the lower edge the pointer goes through the frames", async () => {
    const picture = gallery.open(older);
    const playing = gallery.card(older).locator("video[autoplay]");
    await expect(playing).toHaveAttribute("src", /proxy$/, { timeout: 30_000 });
    const { x, y, width, height } = (await picture.boundingBox())!;
    const scrub = gallery.card(older).locator("[data-slot=card-scrub]");
    const frame = () =>
      scrub
        .locator("> span")
        .first()
        .evaluate((cell) => getComputedStyle(cell).backgroundPosition);
    await page.mouse.move(x + width * 0.1, y + height - 8);
    await expect(scrub).toBeVisible();
    await expect(playing).toHaveCount(0);
    const early = await frame();
    await page.mouse.move(x + width * 0.9, y + height - 8);
    await expect.poll(frame).not.toBe(early);
    await page.mouse.move(x + width / 2, y + height / 3);
    await expect(scrub).toHaveCount(0);
    await expect(playing).toHaveCount(1);
    // Whoever saves data is given a still.
    await page.mouse.move(0, 0);
    await page.evaluate(() => Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true }));
    await page.mouse.move(x + width / 2, y + height - 8, { steps: 3 });
    await expect(scrub.or(playing)).toHaveCount(0);
    await page.evaluate(() => Reflect.deleteProperty(navigator, "connection"));
  });

  await test.step("the focus is seen on the picture, is one stop for Tab, and keys press what the pointer presses", async () => {
    await page.mouse.move(0, 0);
    await page.keyboard.press("c");
    await expect(composer.prompt).toBeFocused();
    const looks = async (): Promise<Buffer> => {
      await expect(gallery.cards.locator("video[autoplay]")).toHaveCount(0);
      return gallery.open(newer).screenshot({ animations: "disabled" });
    };
    await page.emulateMedia({ reducedMotion: "reduce" });
    const without = await looks();
    await page.getByRole("button", { name: "Skip to the composer" }).focus();
    await page.keyboard.press("Escape");
    for (let presses = 0; presses < 20 && !(await gallery.open(newer).evaluate((link) => link === document.activeElement)); presses += 1)
      await page.keyboard.press("Tab");
    await expect(gallery.open(newer)).toBeFocused();
    expect(await countChanged(without, await looks()), "pixels that say where the focus is").toBeGreaterThan(500);
    await page.emulateMedia({ reducedMotion: null });
    await page.keyboard.press("ArrowRight");
    await expect(gallery.open(older)).toBeFocused();
    // What the card offers, and then the composer: no other card comes in between.
    for (let presses = 0; presses < 9 && !(await composer.form.locator(":focus").count()); presses += 1) await page.keyboard.press("Tab");
    await expect(composer.form.locator(":focus")).toHaveCount(1);
    // Its first control is another one at rest than unfolded, which the focus makes it.
    for (let presses = 0; presses < 6 && (await composer.form.locator(":focus").count()); presses += 1)
      await page.keyboard.press("Shift+Tab");
    await expect(gallery.open(older)).toBeFocused();
    await page.keyboard.press("Delete");
    await expect(gallery.card(older)).toHaveCount(0);
    await expect(gallery.open(newer), "the next card").toBeFocused();
    await expect(gallery.notices).toContainText("Deleted");
    await page.keyboard.press("Control+z");
    await expect(gallery.status(older, "Ready")).toBeVisible();
    await page.keyboard.press("u");
    await expect(composer.prompt).toBeFocused();
  });

  await test.step("a click opens it over the page, the keyboard steps by frames, Escape leads back to the card", async () => {
    await gallery.open(older).click();
    await expect(viewer.dialog).toBeVisible();
    await expect(page).toHaveURL(/\?clip=/);
    await expect(viewer.button("Pause")).toBeVisible();
    await viewer.press("Space");
    await expect(viewer.button("Play")).toBeVisible();
    await viewer.press("Home");
    await expect(viewer.timecode).toContainText("00:00:00 /");
    await viewer.press("ArrowRight");
    await viewer.press("ArrowRight");
    await expect(viewer.timecode).toContainText("00:00:02 /");
    await viewer.press("ArrowLeft");
    await expect(viewer.timecode).toContainText("00:00:01 /");
    await viewer.press("Shift+ArrowRight");
    await expect(viewer.timecode).toContainText("00:01:01 /");
    await viewer.press("End");
    await expect(viewer.timecode).toContainText("00:04:00 /");
    // It loops when it plays; a step stops at the last frame.
    await expect(viewer.button("Loop")).toHaveAttribute("aria-pressed", "true");
    await viewer.press(".");
    await expect(viewer.timecode).toContainText("00:04:00 /");
    await viewer.press("f");
    const onWholeScreen = () =>
      page.evaluate(() => document.fullscreenElement?.querySelectorAll("[data-slot=scrubber], [role=timer]").length ?? null);
    await expect.poll(onWholeScreen, "scrubber and timecode").toBe(2);
    await viewer.press("f");
    await expect.poll(onWholeScreen).toBeNull();
    expect(await viewer.accented(), "the lamp's colour belongs to the playhead").toEqual(["Position"]);
    await expect(viewer.button("Mute")).toBeVisible();
    await viewer.press("ArrowUp");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${newer}`);
    await expect(viewer.button("Mute")).toHaveCount(0);
    await expect(viewer.dialog.locator("[data-slot=waveform]")).toHaveCount(0);
    await viewer.press("ArrowDown");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${older}`);
    await viewer.leave();
    await expect(page).not.toHaveURL(/clip=/);
    await expect(gallery.open(older)).toBeFocused();
  });

  await test.step("its address opens it for everybody in the team, with everything that is known of it", async () => {
    const address = await gallery.open(older).getAttribute("href");
    await page.goto(address ?? "");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${older}`);
    if (await viewer.button("Show details").isVisible()) await viewer.press("Shift+I");
    await expect(viewer.details).toContainText("640 × 640");
    await expect(viewer.fact("Seed")).toHaveText("21");
    await expect(viewer.fact("Frame rate")).toHaveText("24 fps");
    await expect(viewer.fact("By")).toHaveText("Owner");
    await viewer.leave();
    await expect(page).toHaveURL(new RegExp(`/t/${place.team}/p/${place.project}/create$`));
  });

  await test.step("reuse puts words and settings back into the composer", async () => {
    await expect(composer.prompt).toHaveValue(newer);
    await gallery.reuse(older);
    await expect(composer.prompt).toHaveValue(older);
    await expect(composer.setting("Ratio")).toHaveText("1:1");
    await expect(composer.toggle("Sound")).toBeChecked();
    await expect(composer.setting("More settings")).toHaveAccessibleName("More settings: as usual");
  });

  await test.step("delete takes it away, undo brings it back, also for a new visit", async () => {
    await gallery.remove(older);
    await expect(gallery.card(older)).toHaveCount(0);
    await expect(gallery.notices).toBeVisible();
    // It rises into its place.
    const offset = async () => {
      const [toast, dock] = (await Promise.all([gallery.notices.boundingBox(), composer.form.boundingBox()])) as {
        x: number;
        y: number;
        height: number;
      }[];
      return { above: Math.round(dock!.y - toast!.y - toast!.height), left: Math.round(toast!.x - dock!.x) };
    };
    await expect.poll(offset, "above the composer").toEqual({ above: 8, left: 0 });
    await gallery.undo();
    await expect(gallery.status(older, "Ready")).toBeVisible();
    await gallery.remove(newer);
    await expect(gallery.card(newer)).toHaveCount(0);
    await expect(gallery.notices).toContainText("Deleted");
    await page.reload();
    await expect(gallery.status(older, "Ready")).toBeVisible();
    await expect(gallery.card(newer)).toHaveCount(0);
  });

  await test.step("the trash keeps it for thirty days, gives it back, and lets go of it for good", async () => {
    await page.goto(paths.trash(place.team, place.project));
    await page.getByRole("button", { name: `Restore ${newer}` }).click();
    await expect(page.getByText("The trash is empty")).toBeVisible();
    await create.open(place);
    await gallery.open(newer).click();
    await expect(viewer.dialog).toBeVisible();
    await viewer.press("Delete");
    // On to the next clip, with the way back at hand.
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${older}`);
    await gallery.undo();
    await expect(viewer.button("Newer clip")).toBeEnabled();
    await viewer.press("ArrowUp");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${newer}`);
    await viewer.press("Delete");
    await expect(viewer.dialog).toHaveAccessibleName(`Clip: ${older}`);
    await expect(gallery.notices).toContainText("Deleted");
    await page.goto(paths.trash(place.team, place.project));
    await page.getByRole("button", { name: `Delete for good: ${newer}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
    await expect(page.getByText("The trash is empty")).toBeVisible();
  });

  await test.step("Escape from the viewer leaves the page where it was, also where the browser remembers another place", async () => {
    await page.setViewportSize({ width: 1440, height: 420 });
    await create.open(place);
    await expect(gallery.open(older)).toBeVisible();
    // Beside the composer, which scrolls by itself.
    await page.mouse.move(1330, 250);
    await page.mouse.wheel(0, 2_000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    await create.open(place);
    await page.evaluate(() => scrollTo(0, 0));
    await gallery.open(older).click();
    await expect(viewer.dialog).toBeVisible();
    await viewer.leave();
    expect(await page.evaluate(() => scrollY)).toBeLessThan(50);
  });
});

test("clips of others and one's own arrive without moving what is there, and are told of wherever one looks", async ({
  create,
  place,
  page,
  context,
  errors,
  ownerState,
  openBrowser,
}) => {
  errors.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const { composer, gallery, viewer } = create;
  const [tall, own] = ["A tall lighthouse", "A bay too far emu:refuse-text"];
  // Long enough under way to be looked at and asked about.
  const second = "A tall tower emu:running-ms=4000";
  const third = "A wider bay emu:running-ms=8000";
  const phone = new CreatePage(
    await openBrowser({ storageState: ownerState, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }),
  );
  await composer.set({ resolution: "480p", ratio: "9:16", seconds: 4, sound: false });
  await create.generate(tall);
  await expect(gallery.status(tall, "Ready")).toBeVisible({ timeout: 45_000 });

  await test.step("a new one fills a row of its own", async () => {
    await page.reload();
    await expect(gallery.open(tall)).toBeVisible();
    const [before, widthBefore] = await gallery.placeInRow(tall);
    await create.generate(second);
    // However narrow a card is, its state is read whole.
    await expect(gallery.status(second, "Running")).toBeInViewport({ ratio: 1 });
    await expect(gallery.status(second, "Ready")).toBeVisible({ timeout: 45_000 });
    // A reload lays out everything anew.
    expect(await gallery.placeInRow(tall)).toEqual([before, widthBefore]);
    await page.reload();
    await expect(gallery.open(tall)).toBeVisible();
    await expect.poll(async () => (await gallery.placeInRow(tall))[0]).toBeGreaterThan(before);
  });

  await test.step("whoever reads further down is told of what came and what became ready, and the tab of it as well", async () => {
    await gallery.resize("L");
    await page.setViewportSize({ width: 1000, height: 360 });
    await page.mouse.move(980, 200);
    await page.mouse.wheel(0, 2_000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(240);
    await page.evaluate(keepNotices, true);
    await lookAway(page, true);
    const title = await page.title();
    const icon = page.locator('link[rel="icon"][type="image/svg+xml"]');
    const elsewhere = new CreatePage(await context.newPage());
    const question = (at: CreatePage) => at.page.getByRole("group", { name: say("en", "gallery.notice.question") });
    for (const at of [elsewhere, phone]) {
      await at.page.addInitScript(keepNotices, false);
      await at.open(place);
    }
    // The page is awake when it has its draft.
    await expect(elsewhere.composer.prompt).toHaveValue(second);
    await elsewhere.composer.set({ ratio: "16:9" });
    await elsewhere.composer.prompt.fill(third);
    await elsewhere.composer.prompt.press("Control+Enter");
    await question(elsewhere).getByRole("button", { name: "No" }).press("Enter");
    await question(phone).getByRole("button", { name: "Yes" }).tap();
    for (const at of [elsewhere, phone]) await expect(question(at)).toBeHidden();
    await lookAway(phone.page, true);
    await expect(gallery.arrivals).toHaveText("1 new", { timeout: 30_000 });
    await expect(gallery.arrivals).toHaveText("1 new · 1 ready", { timeout: 45_000 });
    await expect(page).toHaveTitle(`(1) ${title}`);
    await expect(icon).toHaveAttribute("href", /^data:image\/svg\+xml/);
    expect(await noticesOf(page)).toEqual([`Ready: ${third}`]);
    await expect(phone.page).toHaveTitle(`(1) ${title}`);
    expect(await noticesOf(phone.page)).toEqual([`Ready: ${third}`]);
    await expect(phone.gallery.region.getByRole("status").filter({ hasText: `Ready: ${third}` })).toBeAttached();
    expect(await noticesOf(elsewhere.page), "whoever said no is left alone").toEqual([]);
    expect([await notesOf(page), await notesOf(phone.page), await notesOf(elsewhere.page)]).toEqual([[659, 988], [659, 988], []]);
    await elsewhere.page.close();
    for (const at of [page, phone.page]) {
      await lookAway(at, false);
      await expect(at).toHaveTitle(title);
    }
    await expect(icon).toHaveAttribute("href", /icon\.svg/);
    await gallery.arrivals.press("Enter");
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await expect(gallery.arrivals).toHaveCount(0);
  });

  await test.step("one's own press leads to its card", async () => {
    await page.mouse.wheel(0, 2_000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(240);
    await composer.prompt.fill(own);
    await composer.prompt.press("Control+Enter");
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await expect(gallery.status(own, "Refused")).toBeVisible({ timeout: 30_000 });
    await expect(gallery.card(own)).toBeInViewport({ ratio: 0.7 });
    expect(await page.evaluate(() => scrollY), "what came of it moves nothing").toBe(0);
    await gallery.remove(own);
  });

  await test.step("without a line the page says that it may be old, and with it what to do", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const chip = page.getByText(say("en", "shell.offline"));
    await context.setOffline(true);
    await composer.generate.press("Enter");
    await expect(composer.form.getByText(say("en", "composer.submit.offline"))).toBeVisible();
    await expect(chip).toBeVisible();
    await context.setOffline(false);
    await expect(chip).toBeHidden();
    const back = composer.form.getByRole("alert").filter({ hasText: say("en", "composer.submit.reconnected") });
    await expect(back.getByRole("button", { name: "Generate" })).toBeVisible();
    await back.getByRole("button", { name: "Dismiss" }).press("Enter");
    // What lies below an open clip is not read; it says so itself.
    await gallery.open(third).press("Enter");
    await expect(viewer.timecode).toBeVisible();
    await context.setOffline(true);
    await expect(viewer.dialog.getByText(say("en", "shell.offline"))).toBeVisible();
    await context.setOffline(false);
    await expect(viewer.dialog.getByText(say("en", "shell.offline"))).toBeHidden();
    await viewer.leave();
  });

  await test.step("a phone shows tall clips two in a row, has one button on each, and turns pages by a finger", async () => {
    await expect.poll(async () => Math.round((await phone.gallery.placeInRow(second))[1])).toBe(177);
    await expect(phone.gallery.card(tall).getByRole("button", { name: "More" })).toBeVisible();
    await expect(phone.gallery.card(tall).getByRole("button", { name: "Delete" })).toBeHidden();
    await phone.gallery.open(third).tap();
    const named = (prompt: string) => expect(phone.viewer.dialog).toHaveAccessibleName(`Clip: ${prompt}`);
    await named(third);
    await phone.viewer.swipe("left");
    await named(second);
    await phone.viewer.swipe("right");
    await named(third);
    await phone.viewer.swipe("up");
    await expect(phone.viewer.details).toBeVisible();
    const half = await phone.viewer.details.boundingBox();
    expect(Math.round(half!.height)).toBe(422);
    await expect(phone.viewer.video).toBeInViewport({ ratio: 1 });
    await expect(phone.viewer.position).toBeInViewport({ ratio: 1 });
    await phone.viewer.details.getByRole("button", { name: "Hide details" }).tap();
    await expect(phone.viewer.details).toBeHidden();
    await phone.viewer.swipe("down");
    await expect(phone.viewer.dialog).toBeHidden();

    await phone.gallery.resize("L");
    await phone.page.setViewportSize({ width: 720, height: 450 });
    const bar = phone.page.getByRole("navigation", { name: "Main" });
    await expect(bar).toBeInViewport();
    await phone.page.evaluate(() => scrollTo(0, 400));
    await expect(bar, "a low screen while one reads on").not.toBeInViewport();
    await phone.page.evaluate(() => scrollTo(0, scrollY / 2));
    await expect(bar).toBeInViewport();
  });
  await expect(viewer.dialog).toBeHidden();
});

test("a long history of what did not become clips is folded, and arrives page by page while one scrolls", async ({
  create,
  page,
  studio,
}) => {
  const { composer, gallery } = create;
  const prompt = "A long history emu:refuse-text, take";
  await composer.set({ resolution: "480p", seconds: 4 });
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Refused")).toBeVisible({ timeout: 30_000 });
  const line = gallery.card(prompt).locator("[data-slot=generation-line]");
  const [box, all] = await Promise.all([line.boundingBox(), gallery.grid.boundingBox()]);
  expect([Math.round(box!.height), box!.width], "one line across the grid").toEqual([56, all!.width]);
  const id = (await gallery.card(prompt).getAttribute("data-generation")) ?? "";
  await copyGeneration(studio.dataDir, id, 150, 12);

  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/generations?") && request.url().includes("cursor=")) asked.push(request.url());
  });
  await page.reload();
  const whole = gallery.fold("5 did not become clips").first();
  await test.step("each stays there for ears and scripts", async () => {
    await expect(gallery.status(`${prompt} 50,`, "Refused")).toBeAttached();
    await expect(gallery.card(`${prompt} 50,`)).toContainText("Not charged");
    expect((await whole.boundingBox())!.height).toBeLessThan(70);
  });

  await test.step("all of them are cleared at once, and come back at once", async () => {
    const [first = ""] = await whole.getByRole("article").evaluateAll((list) => list.map((one) => one.getAttribute("aria-label")!));
    await whole.getByRole("button", { name: "Clear all" }).click();
    await expect(gallery.notices).toContainText("5 moved to the trash");
    await expect(gallery.card(first)).toHaveCount(0);
    await gallery.undo();
    await expect(whole.getByRole("article", { name: beginsWith(first) })).toHaveCount(1);
  });

  const seen = new Set<string>();
  const look = async (): Promise<void> => {
    for (const name of await gallery.cards.evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label") ?? "")))
      seen.add(name);
  };
  await look();
  const shows = gallery.region.getByRole("button", { name: "Show", exact: true });
  for (let count = 0; count < 10; count += 1) await shows.first().press("Enter");
  await expect(async () => {
    await look();
    await page.mouse.wheel(0, 1_200);
    expect(seen).toContain(`${prompt} 150, 4 seconds, Refused`);
  }).toPass({ timeout: 30_000, intervals: [100] });
  expect(seen.size).toBe(151);
  await expect(gallery.card(`${prompt}, 4`), "only what is near the window exists").toHaveCount(0);
  expect(asked.length).toBeGreaterThan(1);
  expect(new Set(asked).size, "each page is asked for once").toBe(asked.length);
});

test("a history of months is gone through by its days, and found again where it was left", async ({ create, page, studio }) => {
  const { composer, gallery } = create;
  const prompt = "A long history emu:refuse-text, take";
  await composer.set({ resolution: "480p", seconds: 4 });
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Refused")).toBeVisible({ timeout: 30_000 });
  const id = (await gallery.card(prompt).getAttribute("data-generation")) ?? "";
  await copyGeneration(studio.dataDir, id, 3_000, 61);
  await page.reload();
  const dates = gallery.region.getByRole("slider", { name: "Date" });
  const days = page.getByRole("heading", { level: 2 });
  const inSight = () =>
    gallery.cards.evaluateAll((cards) =>
      cards.flatMap((card) => {
        const { top, bottom } = card.getBoundingClientRect();
        return top > 100 && bottom < innerHeight - 100 ? [`${card.getAttribute("aria-label")} ${Math.round(top)}`] : [];
      }),
    );

  /** What is seen when nothing moves any more: what lies above comes in the meantime. */
  const rest = async (): Promise<string[]> => {
    let before: string[] = [];
    await expect(async () => {
      const now = await inSight();
      const still = now.length > 0 && now.join() === before.join();
      before = now;
      expect(still).toBe(true);
    }).toPass({ intervals: [500], timeout: 20_000 });
    return before;
  };

  await test.step("the first and the last day are one key away, and are named in the reader's language", async () => {
    await expect(dates).toHaveAttribute("aria-valuetext", new Date().toLocaleDateString("en", { dateStyle: "full" }));
    await dates.press("End");
    const first = new Date(Date.now() - 3_000 * 61 * 60_000).toLocaleDateString("en", { dateStyle: "full" });
    // A day that is shorter than the window ends where the page ends: its name may lie above it then.
    const dayOrOldest = days.filter({ hasText: first.replace(/, \d+$/, "") }).or(gallery.card(`${prompt} 3000,`));
    const isInWindow = () =>
      dayOrOldest.evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).some(({ top, bottom }) => top < innerHeight && bottom > 0),
      );
    await expect.poll(isInWindow, { timeout: 20_000 }).toBe(true);
    await expect(dates).toHaveAttribute("aria-valuetext", first);
    await expect(dates).toBeFocused();
    await page.mouse.move(700, 300);
    await page.mouse.wheel(0, 4_000);
    await expect(gallery.card(`${prompt} 3000,`), "the oldest of all").toBeInViewport();
    await dates.press("ArrowUp");
    await expect(dates).not.toHaveAttribute("aria-valuetext", first);
    await expect(gallery.card(`${prompt} 3000,`)).not.toBeInViewport();
  });

  await test.step("a hand that pulls the page to its end finds the oldest of all", async () => {
    await dates.press("Home");
    await expect(gallery.card(`${prompt}, 4`)).toBeInViewport();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expect(gallery.card(`${prompt} 3000,`)).toBeInViewport();
  });

  await test.step("a hand that pulls the page to its middle finds what belongs there, and nothing moves under it", async () => {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    const [middle = ""] = await rest();
    const number = Number(/take (\d+),/.exec(middle)?.[1]);
    expect(Math.abs(number - 1_500)).toBeLessThan(150);
    await expect(days.first()).toBeAttached();
    await page.mouse.move(700, 300);
    await page.mouse.wheel(0, -6_000);
    await expect.poll(async () => Number(/take (\d+),/.exec((await inSight())[0] ?? "")?.[1])).toBeLessThan(number - 30);
    expect(await gallery.cards.count(), "only what is near the window exists").toBeLessThan(100);
  });

  await test.step("whoever comes back finds the page as they left it", async () => {
    const before = await rest();
    await page.getByRole("link", { name: "Queue" }).first().click();
    await expect(page).toHaveURL(/queue/);
    await page.goBack();
    await expect.poll(inSight, { timeout: 20_000 }).toEqual(before);
  });

  await test.step("of a search it has the days on which something was found", async () => {
    await gallery.search.fill("take 15");
    await expect(gallery.card(`${prompt} 15,`)).toBeInViewport();
    await dates.press("End");
    const last = new Date(Date.now() - 1_599 * 61 * 60_000).toLocaleDateString("en", { dateStyle: "full" });
    await expect(dates).toHaveAttribute("aria-valuetext", last);
    await expect(days.filter({ hasText: last.replace(/, \d+$/, "") })).toBeAttached();
    await expect(gallery.card(`${prompt} 1599,`)).toBeInViewport();
    await dates.press("Home");
    await gallery.search.fill("");
    await expect(gallery.card(`${prompt}, 4`)).toBeInViewport();
  });

  await test.step("of the oldest first it goes the other way, by stars it has no days", async () => {
    await gallery.filter("Order", "Oldest first");
    await expect(gallery.card(`${prompt} 3000,`)).toBeInViewport();
    await dates.press("End");
    await expect(gallery.card(`${prompt} 3000,`)).toHaveCount(0);
    await page.mouse.wheel(0, 4_000);
    await expect(gallery.card(`${prompt}, 4`)).toBeInViewport();
    await gallery.filter("Order", "Best rated first");
    await expect(dates).toHaveCount(0);
    await gallery.chip("Best rated first").click();
    await expect(dates).toBeVisible();
  });

  await test.step("one's own press leads to the newest from wherever one is", async () => {
    await dates.press("End");
    await expect(gallery.card(`${prompt}, 4`)).toHaveCount(0);
    await composer.prompt.fill("The newest emu:refuse-text");
    await composer.prompt.press("Control+Enter");
    await expect(gallery.card("The newest")).toBeInViewport();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await expect(gallery.status("The newest", "Refused")).toBeVisible({ timeout: 30_000 });
  });

  await test.step("whoever goes on for long meets every one, and every one again on the way back", async () => {
    const back: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("back=1")) back.push(request.url());
    });
    const seen = new Set<number>();
    const go = async (by: number, until: number): Promise<void> => {
      await expect(async () => {
        for (const name of await gallery.cards.evaluateAll((cards) => cards.map((card) => card.getAttribute("aria-label") ?? "")))
          seen.add(Number(/take (\d+),/.exec(name)?.[1] ?? 0));
        await page.mouse.wheel(0, by);
        expect(seen).toContain(until);
      }).toPass({ intervals: [50], timeout: 60_000 });
    };
    const missing = () => Array.from({ length: 901 }, (_, number) => number).filter((number) => !seen.has(number));
    await page.mouse.move(700, 300);
    await go(600, 900);
    expect(missing()).toEqual([]);
    expect(back, "nothing that was seen is asked for").toEqual([]);
    seen.clear();
    await go(-600, 0);
    expect(missing()).toEqual([]);
    expect(back.length, "what was far away had been let go").toBeGreaterThan(0);
    await page.mouse.wheel(0, -2_000);
    await expect(gallery.card("The newest")).toBeInViewport();
  });
});

test("a clip that this browser cannot play is shown as its copy, and downloaded as it is", async ({ create, page, studio }) => {
  const { composer, gallery, viewer } = create;
  const prompt = "A heron in ten bits";
  await composer.set({ resolution: "480p", ratio: "16:9", seconds: 4 });
  await create.generate(prompt);
  await expect(gallery.status(prompt, "Ready")).toBeVisible({ timeout: 45_000 });
  const id = (await gallery.card(prompt).getAttribute("data-generation")) ?? "";

  await makeTenBit(studio.dataDir, id, { withCopy: false });
  await page.reload();
  await gallery.open(prompt).click();
  await expect(viewer.dialog.getByRole("alert")).toHaveText(say("en", "viewer.noCopyYet"));

  await makeTenBit(studio.dataDir, id, { withCopy: true });
  // It is in the address, so it is open again.
  await page.reload();
  const video = viewer.dialog.locator("video");
  await expect(video).toHaveAttribute("src", /\/preview$/);
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => [element.videoWidth, element.currentTime > 0.1]))
    .toEqual([864, true]);
  await expect(viewer.dialog.getByRole("alert")).toHaveCount(0);
  if (!(await viewer.details.isVisible())) await viewer.button("Show details").click();
  await expect(viewer.fact("Shown here")).toHaveText(say("en", "viewer.shownFile.copy"));
  const saved = await download(page, () => viewer.dialog.getByRole("link", { name: "Download", exact: true }).click());
  expect(await readFile(saved.path)).toEqual(await readFile(TEN_BIT));
});
