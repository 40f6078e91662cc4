import { extensionOf } from "./types";

export interface DownloadFacts {
  generationId: string;
  variant: "video" | "preview" | "poster" | "lastFrame" | "sprite" | "proxy";
  mime: string;
  projectName: string;
  prompt: string;
  resolution: string;
  durationSeconds: number | null;
  /** Of one of its pictures: which. */
  frame?: number | "last";
}

/** Enough of the prompt to tell two clips apart in a folder, short enough to read. */
const PROMPT_CODE_POINTS = 40;
const PROJECT_CODE_POINTS = 30;

/** `Harbour_a-boat-leaves-at-dawn_720p_5s_3f2a91bc.mp4`: project, words of the prompt, size, length, and who it is. */
export function downloadName(facts: DownloadFacts): string {
  const parts = [
    slug(facts.projectName, PROJECT_CODE_POINTS),
    slug(facts.prompt, PROMPT_CODE_POINTS),
    facts.resolution,
    facts.durationSeconds === null ? "" : `${facts.durationSeconds}s`,
    // The end of a version 7 id is its random part; the beginning is the time, alike for all of one day.
    facts.generationId.slice(-8),
    suffixOf(facts),
  ];
  return `${parts.filter(Boolean).join("_")}.${extensionOf(facts.mime)}`;
}

export interface FilmFacts {
  projectName: string;
  sequenceName: string;
  madeAt: Date;
  mime: string;
}

/** `Harbour_Trailer-cut-2_2026-11-29T1905.mp4`: project, sequence, and when it was exported, in UTC: the next one is another file. */
export function filmName({ projectName, sequenceName, madeAt, mime }: FilmFacts): string {
  const time = madeAt.toISOString().slice(0, 16).replace(":", "");
  return `${[slug(projectName, PROJECT_CODE_POINTS), slug(sequenceName, PROMPT_CODE_POINTS), time].filter(Boolean).join("_")}.${extensionOf(mime)}`;
}

function suffixOf({ variant, frame }: DownloadFacts): string {
  if (frame === "last" || variant === "lastFrame") return "last-frame";
  if (frame !== undefined) return `frame-${frame}`;
  return variant === "video" ? "" : variant;
}

/** Words joined by hyphens, in any script, cut at a word where there is one; nothing that a file system minds. */
function slug(text: string, maxCodePoints: number): string {
  const words = text.normalize("NFC").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let result = "";
  for (const word of words) {
    const next = result === "" ? word : `${result}-${word}`;
    if ([...next].length > maxCodePoints) return result === "" ? [...word].slice(0, maxCodePoints).join("") : result;
    result = next;
  }
  return result;
}

/**
 * A Content-Disposition header: an ASCII name for old clients and the true one after RFC 5987. A raw name
 * outside Latin-1 would make the header API throw and turn the download into an error.
 */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\x20-\x7e]+/g, "")
    .replace(/["\\]/g, "")
    .replace(/[-_]{2,}/g, "_")
    .replace(/^[-_\s]+/, "");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii || "download"}"; filename*=UTF-8''${encoded}`;
}
