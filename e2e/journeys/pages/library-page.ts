import type { Locator, Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";
import { say } from "../harness/messages";

/** Everything that a team can make clips from. */
export class LibraryPage {
  readonly page: Page;
  readonly region: Locator;
  readonly search: Locator;
  readonly files: Locator;
  /** What can be done with those that are chosen. */
  readonly bar: Locator;

  constructor(page: Page, language: "en" | "zh-Hans" = "en") {
    this.page = page;
    this.region = page.getByRole("region", { name: say(language, "library.title"), exact: true });
    this.search = this.region.getByRole("searchbox", { name: say(language, "library.search") });
    this.files = this.region.getByRole("article");
    this.bar = this.region.getByRole("toolbar", { name: say(language, "library.bar") });
  }

  open(team: string, find = ""): Promise<unknown> {
    return this.page.goto(paths.library(team, find));
  }

  file(name: string): Locator {
    return this.region.getByRole("article", { name, exact: true });
  }

  opener(name: string): Locator {
    return this.file(name).getByRole("button", { name: `Open ${name}` });
  }

  /** Everything of one file. */
  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name, exact: true });
  }

  async choose(name: string): Promise<void> {
    await this.file(name).hover();
    await this.file(name)
      .getByRole("checkbox", { name: `Choose ${name}` })
      .click();
  }

  /** Puts what is chosen under a tag, or into a folder. */
  async put(kind: "tags" | "folder", name: string): Promise<void> {
    await this.bar.getByRole("button", { name: say("en", `library.put.${kind}`) }).click();
    const list = this.page.getByRole("dialog", { name: say("en", `library.put.${kind}`) });
    await list.getByRole("textbox").fill(name);
    await list.getByRole("button", { name: "Add", exact: true }).click();
    await list.getByRole("checkbox", { name, checked: true }).waitFor();
    await this.page.keyboard.press("Escape");
  }

  async narrow(name: "Project" | "Folder" | "Tag" | "Order", value: string): Promise<void> {
    await this.region.getByRole("combobox", { name, exact: true }).selectOption(value);
  }
}
