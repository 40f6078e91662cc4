import { bundleSchema } from "@/lib/generations/bundle/schema";

const KEY = "zip.options";
const kept = bundleSchema.pick({ template: true, withInputs: true, withTimelines: true });

export interface ZipOptions {
  template: string;
  withInputs: boolean;
  withTimelines: boolean;
}

/** As they were the last time on this device. */
export function readZipOptions(): ZipOptions {
  try {
    return kept.parse(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return kept.parse({});
  }
}

export function keepZipOptions(options: ZipOptions): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(options));
  } catch {
    // A browser that keeps nothing still downloads.
  }
}
