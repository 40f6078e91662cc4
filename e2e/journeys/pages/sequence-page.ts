import type { Locator, Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";

/** The sequences of a project, and the one that is open. */
export class SequencePage {
  readonly page: Page;
  readonly heading: Locator;
  readonly strip: Locator;
  readonly items: Locator;
  /** Where the film stands. */
  readonly timecode: Locator;
  /** Where it stands, and how long it is. */
  readonly clock: Locator;
  readonly saved: Locator;
  readonly films: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole("heading", { name: "Sequence", exact: true, level: 1 });
    this.strip = page.getByRole("list", { name: "Items of the sequence" });
    this.items = this.strip.getByRole("listitem");
    this.timecode = page.getByRole("status", { name: "Timecode" });
    this.clock = page.locator("p", { has: this.timecode });
    this.saved = page.getByText("Saved", { exact: true });
    this.films = page.locator("[data-slot=film]");
  }

  async open({ team, project }: { team: string; project: string }): Promise<void> {
    await this.page.goto(paths.sequences(team, project));
  }

  /** By its number, counted from 1. */
  item(number: number): Locator {
    return this.items.nth(number - 1).locator("[data-item]");
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  field(name: string): Locator {
    return this.page.getByRole("spinbutton", { name, exact: true });
  }

  async exportAs(format: string): Promise<void> {
    await this.button("Export").click();
    await this.page.getByRole("menuitem", { name: format, exact: true }).click();
  }
}
