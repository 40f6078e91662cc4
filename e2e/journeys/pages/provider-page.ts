import type { Locator, Page } from "@playwright/test";
import { paths } from "@/lib/shared/paths";

export type CheckName = "List of models" | "Task list" | "Asset library";

/** Who makes the clips, with which key, in which style and at what price. */
export class ProviderPage {
  readonly page: Page;
  readonly key: Locator;
  readonly saveKey: Locator;
  readonly test: Locator;
  readonly savePrices: Locator;
  readonly resetPrices: Locator;

  constructor(page: Page) {
    this.page = page;
    this.key = page.getByLabel("PowerTokens API key");
    this.saveKey = page.getByRole("button", { name: "Save key" });
    this.test = page.getByRole("button", { name: /^Test (connection|again)$/ });
    this.savePrices = page.getByRole("button", { name: "Save prices" });
    this.resetPrices = page.getByRole("button", { name: "Use the catalogue’s prices" });
  }

  async open(team: string): Promise<void> {
    await this.page.goto(paths.provider(team));
  }

  section(title: string): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  tab(name: "Connection" | "Prices"): Locator {
    return this.page.getByRole("tab", { name });
  }

  /** Opens the table of prices for changes. */
  async editPrices(): Promise<void> {
    await this.tab("Prices").click();
    await this.section("Prices").getByRole("button", { name: "Edit" }).click();
  }

  priceRow(resolution: string): Locator {
    return this.section("Prices")
      .getByRole("row", { name: new RegExp(`^${resolution}`) })
      .first();
  }

  check(name: CheckName): Locator {
    return this.section("Test").getByRole("listitem").filter({ hasText: name });
  }

  style(name: "Native" | "OpenAI style"): Locator {
    return this.page.getByRole("radiogroup", { name: "API style" }).getByRole("radio", { name });
  }

  price(model: string, resolution: string, column: "Plain" | "With video"): Locator {
    return this.page.getByRole("textbox", { name: `${model}, ${resolution}: ${column}`, exact: true });
  }

  async removeKey(): Promise<void> {
    await this.section("Key").getByRole("button", { name: "Remove" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Remove key" }).click();
  }
}
