import type { Fault } from "@/lib/emulator/faults";
import type { FidelitySwitches } from "@/lib/emulator/settings";

/** What really happened at the provider, whatever the studio was told. */
export interface ProviderTruth {
  id: string;
  surface: string;
  status: string;
  prompt: string;
  billed: boolean;
}

/** The way into the emulator for a test: it looks at the truth, and makes the outside world misbehave. */
export class Emulator {
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
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
      headers: { authorization: "Bearer emulator", "content-type": "application/json" },
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
      ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${method} ${path}: ${await response.text()}`);
    return response.json();
  }
}
