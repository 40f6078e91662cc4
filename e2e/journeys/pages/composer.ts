import { expect, type JSHandle, type Locator, type Page } from "@playwright/test";
import type { SampleFile } from "../harness/media";

export type ModeName = "Text" | "First frame" | "First + last" | "References";
export type FileInputName = "First frame image" | "Last frame image" | "Add references";
export type SwitchName = "Sound" | "Watermark";
export type SettingName = "Duration" | "Resolution" | "Ratio" | "Takes" | "More settings";

export interface Settings {
  resolution?: "480p" | "720p" | "1080p" | "4k";
  ratio?: string;
  seconds?: number;
  seed?: number;
  sound?: boolean;
  watermark?: boolean;
  takes?: 1 | 2 | 3 | 4;
}

/** The form that clips begin in. */
export class Composer {
  readonly page: Page;
  readonly form: Locator;
  readonly prompt: Locator;
  readonly generate: Locator;
  readonly model: Locator;
  /** Behind "More settings". */
  readonly seed: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole("region", { name: "Composer" });
    this.prompt = page.getByRole("textbox", { name: "Prompt" });
    this.generate = page.getByRole("button", { name: /^Generate/ });
    this.model = page.getByRole("combobox", { name: "Model", exact: true });
    this.seed = page.getByRole("spinbutton", { name: "Seed" });
  }

  mode(name: ModeName): Locator {
    return this.page.getByRole("radiogroup", { name: "Mode" }).getByRole("radio", { name, exact: true });
  }

  /** The pill that says what is chosen and opens the choices. */
  setting(name: SettingName): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^${name}: `) });
  }

  /** What a setting can be, while it is open. */
  choice(name: string | RegExp): Locator {
    return this.page.getByRole("radio", { name });
  }

  /** At rest it is one line; a click on it brings all of it back. */
  async bringBack(): Promise<void> {
    if ((await this.page.locator("[data-stance=rest]").count()) > 0) await this.prompt.click();
  }

  /** Opens what a pill has, and closes it when that is done. */
  async within(name: SettingName, work: () => Promise<void>): Promise<void> {
    await this.bringBack();
    await this.setting(name).click();
    await work();
    // The pill says a moment later than it happens that a choice has closed it; Escape would then close what lies below.
    if ((await this.page.locator(`[popover][aria-label="${name}"]:popover-open`).count()) > 0) await this.page.keyboard.press("Escape");
  }

  toggle(name: SwitchName): Locator {
    return this.page.getByRole("switch", { name, exact: true });
  }

  fileInput(name: FileInputName): Locator {
    return this.page.getByLabel(name === "Add references" ? "From this computer" : name, { exact: true });
  }

  /** The buttons that take a file out again; one for each file that is in. */
  file(name: string): Locator {
    return this.form.getByRole("button", { name: new RegExp(`^Remove .*${name.replaceAll(".", "\\.")}$`) });
  }

  /** Uploads that are still on their way. */
  get uploads(): Locator {
    return this.form.getByRole("progressbar");
  }

  async choose(mode: ModeName): Promise<void> {
    await this.bringBack();
    await this.mode(mode).check();
  }

  async set({ resolution, ratio, seconds, seed, sound, watermark, takes }: Settings): Promise<void> {
    if (resolution) await this.pick("Resolution", resolution);
    if (ratio) await this.pick("Ratio", ratio);
    if (takes) await this.pick("Takes", String(takes));
    if (seconds) await this.within("Duration", () => this.page.getByRole("slider", { name: "Duration" }).fill(String(seconds)));
    if (seed !== undefined) await this.within("More settings", () => this.seed.fill(String(seed)));
    if (sound !== undefined) await this.flip("Sound", sound);
    if (watermark !== undefined) await this.within("More settings", () => this.flip("Watermark", watermark));
  }

  private pick(name: SettingName, value: string): Promise<void> {
    const choice = this.page.getByRole("radiogroup", { name, exact: true }).getByRole("radio", { name: new RegExp(`^${value}(?![\\w:])`) });
    return this.within(name, () => choice.click());
  }

  private async flip(name: SwitchName, on: boolean): Promise<void> {
    await this.bringBack();
    const toggle = this.toggle(name);
    if ((await toggle.getAttribute("aria-checked")) !== String(on)) await toggle.click();
  }

  async add(input: FileInputName, ...files: (SampleFile | string)[]): Promise<void> {
    const chosen = files.filter((file) => typeof file === "string");
    const made = files.filter((file) => typeof file !== "string");
    await this.fileInput(input).setInputFiles(chosen.length > 0 ? chosen : made);
  }

  /** The places that appear while files are dragged over the window. */
  get dropPlaces(): Locator {
    return this.page.locator("[data-slot=drop-overlay]");
  }

  /** Drags files over the window until the targets appear, and lets go over one of them. */
  drop(target: "First frame" | "Last frame" | "References", ...files: SampleFile[]): Promise<void> {
    return this.dropOn(this.dropPlaces.getByText(target, { exact: true }), ...files);
  }

  /** The same, and lets go over anything. */
  async dropOn(place: Locator, ...files: SampleFile[]): Promise<void> {
    await this.letGo(place, await this.hold(...files));
  }

  /** Drags files over the window until the places for them appear. */
  async hold(...files: SampleFile[]): Promise<JSHandle<DataTransfer>> {
    const dataTransfer = await this.carry(files);
    await this.page.dispatchEvent("body", "dragenter", { dataTransfer });
    // A hand that rests over the page goes on to say so.
    await expect(async () => {
      await this.page.dispatchEvent("body", "dragover", { dataTransfer });
      await expect(this.dropPlaces).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
    return dataTransfer;
  }

  /** Drags a picture from another page: all that comes is where it lies. */
  async dropAddress(place: Locator, address: string): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle((url) => {
      const transfer = new DataTransfer();
      transfer.setData("text/uri-list", url);
      return transfer;
    }, address);
    await this.letGo(place, dataTransfer);
  }

  async letGo(place: Locator, dataTransfer: JSHandle<DataTransfer>): Promise<void> {
    for (const type of ["dragenter", "dragover", "drop"]) await place.dispatchEvent(type, { dataTransfer });
  }

  paste(...files: SampleFile[]): Promise<void> {
    return this.pasteWith("", ...files);
  }

  /** Pastes files and the text that came along with them. */
  async pasteWith(text: string, ...files: SampleFile[]): Promise<void> {
    const clipboardData = await this.carry(files);
    if (text !== "") await clipboardData.evaluate((data, words) => data.setData("text/plain", words), text);
    await this.prompt.evaluate(
      (element, data) => element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })),
      clipboardData,
    );
  }

  private carry(files: readonly SampleFile[]): Promise<JSHandle<DataTransfer>> {
    const sent = files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, base64: buffer.toString("base64") }));
    return this.page.evaluateHandle((list) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of list) {
        transfer.items.add(new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], name, { type }));
      }
      return transfer;
    }, sent);
  }
}
