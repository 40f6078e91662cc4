import { readFileSync } from "node:fs";
import path from "node:path";
import { EMULATOR_KEY_FILE } from "@/lib/cli/launch/secrets";
import type { Fault } from "@/lib/emulator/faults";
import type { FidelitySwitches } from "@/lib/emulator/settings";
import type { TestStudio } from "./studio";

/** What really happened at the provider, whatever the studio was told. */
export interface ProviderTruth {
  id: string;
  surface: string;
  status: string;
  prompt: string;
  mode: string;
  /** The request as it came. */
  body: unknown;
  billed: boolean;
}

/** The way into the emulator for a test: it looks at the truth, and makes the outside world misbehave. */
export class Emulator {
  private readonly url: string;
  private readonly key: string;

  /**
   * @param studio that it belongs to
   * @param key what it was given as its key; else the one that lies in the data folder
   */
  constructor({ emulatorUrl, dataDir }: Pick<TestStudio, "emulatorUrl" | "dataDir">, key?: string) {
    this.url = emulatorUrl;
    this.key = key ?? readFileSync(path.join(dataDir, EMULATOR_KEY_FILE), "utf8").trim();
  }

  /** Every task that was made with this prompt: each is one clip bought. */
  async tasks(prompt: string): Promise<ProviderTruth[]> {
    const { items } = (await this.call("GET", "truth")) as { items: ProviderTruth[] };
    return items.filter((task) => task.prompt.includes(prompt));
  }

  /** @param route as in lib/emulator/faults.ts, e.g. `native.query`; @param count null: until `heal` */
  async misbehave(
    route: string,
    fault: Fault,
    { count = null, containing }: { count?: number | null; containing?: string } = {},
  ): Promise<void> {
    await this.call("POST", "faults", { route, count, fault, ...(containing ? { containing } : {}) });
  }

  /** @param patch the fields of lib/emulator/settings.ts that are to change */
  async behave(patch: Partial<FidelitySwitches>): Promise<void> {
    await this.call("POST", "switches", patch);
  }

  /** A task that another program makes with the same key, of which the studio knows nothing. @returns its id */
  async sellToAnother(prompt: string, settings: { resolution: string; duration: number }): Promise<string> {
    const response = await fetch(`${this.url}/byteplus/api/v3/contents/generations/tasks`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.key}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: "dreamina-seedance-2-0-260128",
        content: [{ type: "text", text: prompt }],
        ratio: "16:9",
        ...settings,
      }),
    });
    const { id } = (await response.json()) as { id?: string };
    if (!id) throw new Error(`The emulator refused a task: ${response.status}`);
    return id;
  }

  /** What the asset library was given, as the provider measured it. */
  async library(): Promise<{ asset_id: string; ext: string; duration: number; file_url: string }[]> {
    const response = await fetch(`${this.url}/v1/asset/groups/assets`, {
      method: "POST",
      headers: { authorization: this.key, "content-type": "application/json" },
      body: JSON.stringify({ page: 1, page_size: 100, group_id: null }),
    });
    return ((await response.json()) as { data: { list: { asset_id: string; ext: string; duration: number; file_url: string }[] } }).data
      .list;
  }

  async heal(): Promise<void> {
    await this.call("DELETE", "faults");
  }

  /** How often the waiting faults have struck so far; it waits for nothing. */
  async hits(): Promise<number> {
    const { items } = (await this.call("GET", "faults")) as { items: { hits: number }[] };
    return items.reduce((sum, { hits }) => sum + hits, 0);
  }

  private async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/emulator/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${method} ${path}: ${await response.text()}`);
    return response.json();
  }
}
