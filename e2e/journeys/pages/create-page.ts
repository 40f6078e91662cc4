import type { Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";
import { Composer } from "./composer";
import { Gallery } from "./gallery";
import { Viewer } from "./viewer";

/** Where the work is: the composer over the gallery, and the viewer over both. */
export class CreatePage {
  readonly page: Page;
  readonly composer: Composer;
  readonly gallery: Gallery;
  readonly viewer: Viewer;

  constructor(page: Page) {
    this.page = page;
    this.composer = new Composer(page);
    this.gallery = new Gallery(page);
    this.viewer = new Viewer(page);
  }

  async open({ team, project }: { team: string; project: string }): Promise<void> {
    await this.page.goto(paths.create(team, project));
  }

  /** Writes the prompt and presses Generate; everything else is as it was set. */
  async generate(prompt: string): Promise<void> {
    await this.composer.prompt.fill(prompt);
    await this.composer.generate.click();
  }
}
