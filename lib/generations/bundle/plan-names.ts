import { extensionOf } from "@/lib/files/types";
import { createNames, nameFrom, type NameFacts } from "./file-names";
import type { BundleClip } from "./read-bundle";

/** A name is no place for a whole prompt. */
const PROMPT_CODE_POINTS = 60;

export interface PlannedNames {
  /** What the whole is called, without an ending. */
  title: string;
  /** Where each clip that has a file lies, by its id. */
  pathOf: ReadonlyMap<string, string>;
  /** A name that nothing in the archive has yet. */
  nameOf: (name: string, extension: string) => string;
}

/**
 * Names before the first byte is read: a timeline speaks of files by them, whether it lies with them or comes alone. The whole is called
 * by its edit, else by the one project that all are of.
 */
export function planNames(clips: readonly BundleClip[], template: string, editName?: string): PlannedNames {
  const nameOf = createNames();
  // The manifest's own names are not for clips.
  for (const own of ["manifest", "MISSING"]) for (const extension of ["csv", "json", "txt"]) nameOf(own, extension);
  const paths = clips.flatMap((clip, index): [string, string][] => {
    const [file] = clip.files;
    return file ? [[clip.id, nameOf(nameFrom(template, factsOf(clip, index, clips.length)), extensionOf(file.mime))]] : [];
  });
  const projects = new Set(clips.map(({ project }) => project.name));
  const project = editName ?? (projects.size === 1 ? [...projects][0]! : "clips");
  const title = nameFrom("{project}_{date}", { ...NO_FACTS, id: "clips", project, date: new Date().toISOString().slice(0, 10) });
  return { title, pathOf: new Map(paths), nameOf };
}

export const NO_FACTS: Readonly<NameFacts> = {
  project: "",
  number: "",
  name: "",
  take: "",
  prompt: "",
  date: "",
  time: "",
  seed: "",
  model: "",
  resolution: "",
  author: "",
  id: "",
};

function factsOf(clip: BundleClip, index: number, count: number): NameFacts {
  const prompt = [...clip.prompt.replace(/\s+/gu, " ").trim()].slice(0, PROMPT_CODE_POINTS).join("").trim();
  const [date = "", time = ""] = clip.createdAt.toISOString().split(/[T.]/u);
  const seed = clip.actualSeed ?? clip.seed;
  return {
    project: clip.project.name,
    number: String(index + 1).padStart(String(count).length, "0"),
    name: clip.name ?? prompt,
    take: clip.take === null ? "" : `take-${clip.take}`,
    prompt,
    date,
    time: time.replaceAll(":", ""),
    seed: seed === null ? "" : String(seed),
    model: clip.model,
    resolution: clip.actualResolution ?? clip.resolution,
    author: clip.createdBy.name,
    id: clip.id.slice(-8),
  };
}
