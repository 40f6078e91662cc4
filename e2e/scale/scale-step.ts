import type { ScaleStudio } from "./scale-studio";

/** One thing that several machines must do as one. */
export interface ScaleStep {
  name: string;
  about: string;
  /** @returns what came of it, in a sentence with its figures; throws what is wrong */
  run(studio: ScaleStudio, options: { clips: number; awaySeconds: number }): Promise<string>;
}
