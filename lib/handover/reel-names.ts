import type { EditMedia } from "./edit";

const LENGTH = 8;
/** What these mean is settled: black, and a reel that nobody named. */
const RESERVED = ["BL", "AX"];

/** A reel for each file: 8 capital letters and digits, its own, and as near to its name as that goes. */
export function createReelNames(): (media: EditMedia) => string {
  const taken = new Set(RESERVED);
  const known = new Map<string, string>();
  return ({ path, name }) => {
    const before = known.get(path);
    if (before) return before;
    const plain = name
      .normalize("NFKD")
      .toUpperCase()
      .replace(/[^A-Z0-9]/gu, "");
    const base = plain || "CLIP";
    let reel = base.slice(0, LENGTH);
    for (let number = 2; taken.has(reel); number++) reel = `${base.slice(0, LENGTH - String(number).length)}${number}`;
    taken.add(reel);
    known.set(path, reel);
    return reel;
  };
}
