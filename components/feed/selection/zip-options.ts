import { DEFAULT_TEMPLATE, TEMPLATE_MAX_LENGTH } from "@/lib/generations/bundle/file-names";

const KEY = "zip.options";

export interface ZipOptions {
  template: string;
  withInputs: boolean;
  withTimelines: boolean;
}

/** As they were the last time on this device. */
export function readZipOptions(): ZipOptions {
  const { template, withInputs, withTimelines } = readKept();
  return {
    template: typeof template === "string" ? template.slice(0, TEMPLATE_MAX_LENGTH) : DEFAULT_TEMPLATE,
    withInputs: withInputs === true,
    withTimelines: withTimelines === true,
  };
}

function readKept(): Partial<Record<keyof ZipOptions, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

export function keepZipOptions(options: ZipOptions): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(options));
  } catch {
    // A browser that keeps nothing still downloads.
  }
}
