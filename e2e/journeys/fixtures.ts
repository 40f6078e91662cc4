import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test as base, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { waitUntilAwake } from "./harness/awake";
import { Emulator } from "./harness/emulator";
import { PageErrors } from "./harness/page-errors";
import { startTestStudio, type TestStudio, type TestStudioOptions } from "./harness/studio";
import { AccountPage, type Person } from "./pages/account-page";
import { CreatePage } from "./pages/create-page";
import { ProjectsPage } from "./pages/projects-page";

export interface Place {
  team: string;
  project: string;
}

interface WorkerFixtures {
  /** The built studio that all journeys of one worker share: what one of them does to the provider disturbs no journey beside it. */
  studio: TestStudio;
  /** The first who signs up, and the team that is theirs. */
  owner: { state: string; team: string };
  /** A file with the owner's cookie. */
  ownerState: string;
}

interface Fixtures {
  /** What the browser complained about; anything unexpected fails the test. */
  errors: PageErrors;
  emulator: Emulator;
  /** The create page of a project that this test alone uses, opened by the owner. */
  create: CreatePage;
  place: Place;
  /** Another browser: somebody else, or the same person elsewhere. Closed when the test ends. */
  openBrowser: (options?: BrowserContextOptions) => Promise<Page>;
  /** A studio of the test's own, stopped and removed when the test ends. */
  startStudio: (options?: TestStudioOptions) => Promise<TestStudio>;
}

export const OWNER: Person = { name: "Owner", email: "owner@example.com", password: "a long walk at dawn" };

/** Nobody is signed in. */
const SIGNED_OUT = { cookies: [], origins: [] };

/** Where a create page's address points. */
export function placeOf(url: string): Place {
  const [, team = "", project = ""] = /\/t\/([^/]+)\/p\/([^/]+)\/create/.exec(new URL(url).pathname) ?? [];
  return { team, project };
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  studio: [
    async ({}, provide, { workerIndex }) => {
      const studio = await startTestStudio();
      await provide(studio);
      const code = await studio.stop();
      writeFileSync(path.join("test-results", `studio-${workerIndex}.log`), studio.output());
      studio.discard();
      if (code !== 0) throw new Error(`The studio ended with code ${code}:\n${studio.output()}`);
    },
    { scope: "worker", timeout: 300_000 },
  ],

  owner: [
    async ({ browser, studio }, provide, { workerIndex }) => {
      const state = path.join("test-results", "states", `owner-${workerIndex}.json`);
      mkdirSync(path.dirname(state), { recursive: true });
      await provide({ state, team: await saveOwner(browser, studio, state) });
    },
    { scope: "worker" },
  ],
  ownerState: [async ({ owner }, provide) => provide(owner.state), { scope: "worker" }],

  storageState: ({ ownerState }, provide) => provide(ownerState),
  baseURL: ({ studio }, provide) => provide(studio.url),

  errors: async ({}, provide) => {
    const errors = new PageErrors();
    await provide(errors);
    expect(errors.unexpected(), "errors in the browser").toEqual([]);
  },

  context: async ({ context, errors }, provide) => {
    errors.watch(context);
    waitUntilAwake(context);
    await provide(context);
  },

  emulator: ({ studio }, provide) => provide(new Emulator(studio)),

  place: async ({ create }, provide) => provide(placeOf(create.page.url())),

  create: async ({ page, owner }, provide, { title }) => {
    const projects = new ProjectsPage(page);
    await projects.open(owner.team);
    await projects.create(title.slice(0, 40));
    await provide(new CreatePage(page));
  },

  openBrowser: async ({ browser, errors, studio, locale, viewport }, provide) => {
    const pages: Page[] = [];
    await provide(async (options = {}) => {
      const context = await browser.newContext({ baseURL: studio.url, locale, viewport, storageState: SIGNED_OUT, ...options });
      errors.watch(context);
      waitUntilAwake(context);
      const page = await context.newPage();
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },

  startStudio: async ({}, provide, testInfo) => {
    const studios = new Map<string, TestStudio>();
    await provide(async (options) => {
      // The journey keeps its own time: on two busy cores a start alone takes half a minute.
      testInfo.setTimeout(testInfo.timeout + 60_000);
      const studio = await startTestStudio(options);
      studios.set(studio.dataDir, studio);
      return studio;
    });
    for (const studio of studios.values()) {
      const code = await studio.stop();
      studio.discard();
      expect(code, studio.output()).toBe(0);
    }
  },
});

export { expect };

/** @returns the owner's team */
async function saveOwner(browser: Browser, studio: TestStudio, file: string): Promise<string> {
  const context = await browser.newContext({ baseURL: studio.url, locale: "en-US" });
  waitUntilAwake(context);
  const page = await context.newPage();
  const account = new AccountPage(page);
  await page.goto("/");
  await account.signUp(OWNER, studio.setupCode);
  await page.waitForURL(/\/create$/);
  const { team } = placeOf(page.url());
  await context.storageState({ path: file });
  await context.close();
  return team;
}
