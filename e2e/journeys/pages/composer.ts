import type { JSHandle, Locator, Page } from "@playwright/test";
import type { SampleFile } from "../harness/media";

export type ModeName = "Text" | "First frame" | "First + last" | "References";
export type FileInputName = "First frame image" | "Last frame image" | "Add references";
export type SwitchName = "Sound" | "Watermark" | "Return last frame";
export type MenuName = "Model" | "Duration" | "Resolution" | "Ratio";

export interface Settings {
  resolution?: "480p" | "720p" | "1080p";
  ratio?: string;
  seconds?: number;
  seed?: number;
  sound?: boolean;
  watermark?: boolean;
  returnLastFrame?: boolean;
}

/** The form that clips begin in. */
export class Composer {
  readonly page: Page;
  readonly form: Locator;
  readonly prompt: Locator;
  readonly generate: Locator;
  readonly seed: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole("region", { name: "Composer" });
    this.prompt = page.getByRole("textbox", { name: "Prompt" });
    this.generate = page.getByRole("button", { name: /^Generate/ });
    this.seed = page.getByRole("spinbutton", { name: "Seed" });
  }

  mode(name: ModeName): Locator {
    return this.page.getByRole("radiogroup", { name: "Mode" }).getByRole("radio", { name, exact: true });
  }

  menu(name: MenuName): Locator {
    return this.page.getByRole("combobox", { name, exact: true });
  }

  toggle(name: SwitchName): Locator {
    return this.page.getByRole("switch", { name, exact: true });
  }

  fileInput(name: FileInputName): Locator {
    return this.page.getByLabel(name, { exact: true });
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
    await this.mode(mode).check();
  }

  async set({ resolution, ratio, seconds, seed, sound, watermark, returnLastFrame }: Settings): Promise<void> {
    if (resolution) await this.menu("Resolution").selectOption(resolution);
    if (ratio) await this.menu("Ratio").selectOption(ratio);
    if (seconds) await this.menu("Duration").selectOption(String(seconds));
    if (seed !== undefined) await this.seed.fill(String(seed));
    if (sound !== undefined) await this.flip("Sound", sound);
    if (watermark !== undefined) await this.flip("Watermark", watermark);
    if (returnLastFrame !== undefined) await this.flip("Return last frame", returnLastFrame);
  }

  private async flip(name: SwitchName, on: boolean): Promise<void> {
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
    const dataTransfer = await this.carry(files);
    await this.page.dispatchEvent("body", "dragenter", { dataTransfer });
    await this.dropPlaces.waitFor();
    await this.letGo(place, dataTransfer);
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

  private async letGo(place: Locator, dataTransfer: JSHandle<DataTransfer>): Promise<void> {
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
