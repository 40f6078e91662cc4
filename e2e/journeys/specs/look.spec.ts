import type { Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";
import { expect, OWNER, test, type Place } from "../fixtures";
import { findBarriers } from "../harness/axe";
import { foreignWords, readWords } from "../harness/words";
import { AccountPage } from "../pages/account-page";
import { CreatePage } from "../pages/create-page";

const remember = (page: Page, name: "theme" | "locale", value: string): Promise<void> =>
  page.context().addCookies([{ name, value, url: new URL(page.url()).origin }]);

const placesOf = ({ team, project }: Place): [name: string, path: string][] => [
  ["create", paths.create(team, project)],
  ["projects", paths.projects(team)],
  ["queue", paths.queue(team)],
  ["members", paths.members(team)],
  ["team settings", paths.teamSettings(team)],
  ["provider", paths.provider(team)],
];

/** The page is there; the viewer comes after the page that it opens over. */
const expectToBeThere = (page: Page, name: string): Promise<void> =>
  expect(name === "viewer" ? page.locator("dialog[open]").getByRole("timer") : page.getByRole("main")).toBeVisible();

/** In every width, from a small phone to a large screen, nothing sticks out at the side. */
async function expectToFit(page: Page, name: string): Promise<void> {
  await expectToBeThere(page, name);
  for (const width of [360, 768, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), `${name} at ${width}`).toBeLessThanOrEqual(width);
  }
}

test("every page can be used by everybody, in both themes, in every width, and in Chinese throughout", async ({
  create,
  place,
  page,
  openBrowser,
}) => {
  const { composer, gallery, viewer } = create;
  const clip = "海港的黎明，缓慢推近灯塔";
  const refused = "被拒绝的画面 emu:refuse-text";
  await page.emulateMedia({ reducedMotion: "reduce" });
  const stranger = await openBrowser({ reducedMotion: "reduce" });

  await test.step("while there is nothing yet", async () => {
    for (const theme of ["light", "dark"]) {
      await remember(page, "theme", theme);
      await page.reload();
      await expect(page.getByRole("heading", { name: "Begin with a recipe" })).toBeVisible();
      expect(await findBarriers(page), `the empty create page, ${theme}`).toEqual([]);
    }
  });

  await composer.set({ resolution: "480p", seconds: 4, sound: true });
  await create.generate(clip);
  await expect(gallery.card(clip)).toBeVisible();
  await expect(composer.generate).toHaveText(/Generate/);
  await create.generate(refused);
  await expect(gallery.status(refused, "Refused")).toBeVisible({ timeout: 30_000 });
  await expect(gallery.status(clip, "Ready")).toBeVisible({ timeout: 45_000 });
  const open = (await gallery.open(clip).getAttribute("href")) ?? "";

  await test.step("no barriers in either theme", async () => {
    for (const theme of ["light", "dark"]) {
      await stranger.goto("/sign-in");
      await remember(stranger, "theme", theme);
      await stranger.reload();
      expect(await findBarriers(stranger), `sign-in, ${theme}`).toEqual([]);
      await remember(page, "theme", theme);
      for (const [name, path] of placesOf(place)) {
        await page.goto(path);
        await expect(page.getByRole("main")).toBeVisible();
        expect(await findBarriers(page), `${name}, ${theme}`).toEqual([]);
      }
      await page.goto(open);
      await expect(viewer.timecode).toBeVisible();
      expect(await findBarriers(page), `viewer, ${theme}`).toEqual([]);
    }
  });

  await test.step("nothing is wider than the window", async () => {
    for (const [name, path] of [...placesOf(place), ["viewer", open] as const]) {
      await page.goto(path);
      await expectToFit(page, name);
    }
    await expectToFit(stranger, "sign-in");
  });

  await test.step("all that is read begins at one edge", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const { team, project } = place;
    const libraryOf = [paths.library, paths.elements, paths.libraryTrash].map((path) => path(team));
    const pages = [paths.projects, paths.queue, paths.members, paths.provider, paths.spend, paths.reviews].map((path) => path(team));
    const inProject = [paths.activity, paths.sequences, paths.trash].map((path) => path(team, project));
    for (const path of [...pages, ...libraryOf, ...inProject]) {
      await page.goto(path);
      const heading = page.getByRole("main").getByRole("heading", { level: 1 });
      await expect(heading).toBeVisible();
      expect([path, (await heading.boundingBox())!.x]).toEqual([path, 88]);
    }
  });

  await test.step("on a phone the composer opens over the page, with Generate in reach", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(paths.create(place.team, place.project));
    await page.locator("[data-slot=composer]").getByRole("button").click();
    await expect(page.getByRole("dialog", { name: "Composer" })).toBeVisible();
    await expect(composer.generate).toBeInViewport({ ratio: 1 });
    expect(await findBarriers(page), "the composer of a phone").toEqual([]);
  });

  await test.step("in Chinese no English word is left", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    // Journeys beside this one bring people of theirs into the studio.
    await page.goto(paths.members(place.team));
    const remove = page.getByRole("button", { name: /^Remove / });
    await expect(page.getByRole("heading", { name: "Members", exact: true })).toBeVisible();
    const others = (await remove.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""))).map((label) =>
      label.slice("Remove ".length),
    );
    await remember(page, "locale", "zh-Hans");
    await page.goto(paths.projects(place.team));
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    // A system without a semibold Chinese face makes one.
    expect(await page.locator("html").evaluate((root) => getComputedStyle(root).getPropertyValue("font-synthesis-weight"))).toBe("auto");
    // What people wrote themselves is in their language.
    const written = [
      ...(await page.getByRole("heading", { level: 2 }).allTextContents()),
      "Studio",
      OWNER.name,
      OWNER.email,
      refused,
      ...others,
    ];
    // Names that are the same in every language: ours, the models', of file types, units and fields of the API.
    const names = [
      "Dailies Seedance Fast Mini PowerTokens OpenAI http https ai api  English JPEG PNG WebP BMP TIFF GIF MP4 MOV MP3 WAV px fps MB KB tokens token AAC mp H dreamina doubao native contents generations tasks ID Esc Space Delete Shift",
    ];
    const isAddress = (word: string): boolean => word.endsWith("@example.com");
    const isTaskId = (word: string): boolean => /^cgt-\d{14}-[a-z0-9]+$/.test(word);
    for (const [name, path] of [...placesOf(place), ["viewer", open] as const]) {
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
      await expectToBeThere(page, name);
      const words = (await readWords(page)).filter((word) => !isTaskId(word) && !isAddress(word));
      expect(foreignWords(words, [...written, ...names]), name).toEqual([]);
    }
    await remember(stranger, "locale", "zh-Hans");
    await stranger.goto("/sign-in");
    expect(foreignWords(await readWords(stranger), names), "sign-in").toEqual([]);
  });
});

test("without a mouse a person signs in, writes a prompt and generates", async ({ place, openBrowser }) => {
  const page = await openBrowser();
  const prompt = "Written without a mouse emu:refuse-text";
  const account = new AccountPage(page);
  const create = new CreatePage(page);
  const press = async (key: string, until: () => Promise<boolean>): Promise<void> => {
    for (let count = 0; count < 80; count += 1) {
      await page.keyboard.press(key);
      if (await until()) return;
    }
    throw new Error(`80 times ${key} did not lead there`);
  };
  const isFocused = (locator: { evaluate: (read: (element: Element) => boolean) => Promise<boolean> }) => () =>
    locator.evaluate((element) => element === document.activeElement);

  await page.goto(paths.create(place.team, place.project));
  await expect(account.email).toBeFocused();
  await page.keyboard.type(OWNER.email);
  await press("Tab", isFocused(account.password));
  await page.keyboard.type(OWNER.password);
  await page.keyboard.press("Enter");
  await expect(create.composer.prompt).toBeVisible();
  await expect(page.getByRole("main")).toBeVisible();

  // Where nothing was made yet the prompt has the focus already; a page that has been read is begun from its top.
  await page.goto(`${page.url()}?`);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  // A key that comes before the page's own script is nobody's; one that comes late writes what the prompt then replaces.
  await expect(async () => {
    await page.keyboard.press("c");
    await expect(create.composer.prompt).toBeFocused({ timeout: 500 });
  }).toPass();
  // Where the page had given it the focus meanwhile, the key was a letter.
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await press("Shift+Tab", isFocused(create.composer.mode("Text")));
  await page.keyboard.press("ArrowRight");
  await expect(create.composer.mode("First frame")).toBeChecked();
  await page.keyboard.press("ArrowLeft");
  await expect(create.composer.mode("Text")).toBeChecked();
  await press("Tab", isFocused(create.composer.prompt));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(prompt);
  await press("Tab", isFocused(create.composer.setting("More settings")));
  await page.keyboard.press("Enter");
  await expect(create.composer.seed).toBeFocused();
  await press("Tab", isFocused(create.composer.toggle("Watermark")));
  await page.keyboard.press("Space");
  await expect(create.composer.toggle("Watermark")).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(create.composer.setting("More settings")).toBeFocused();
  await press("Tab", isFocused(create.composer.generate));
  await page.keyboard.press("Enter");
  await expect(create.gallery.status(prompt, "Refused").first()).toBeVisible({ timeout: 30_000 });

  // Every place and command by its name, and the list of keys.
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("combobox", { name: "Find a page, a project or a command" })).toBeFocused();
  await page.keyboard.type("nobody is called this");
  await expect(palette.getByRole("status")).toHaveText("Nothing is called that here.");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("list keys");
  expect(await findBarriers(page), "the command palette").toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("go to");
  const queue = palette.getByRole("option", { name: /^Go to the queue/ });
  await press("ArrowDown", async () => (await queue.getAttribute("aria-selected")) === "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Queue", level: 1 })).toBeVisible();
});
