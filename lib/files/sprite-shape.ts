import type { SpriteShape } from "@/lib/platform/ffmpeg/args";

const COLUMNS = 10;
const MOST_CELLS = 80;
const SHORTEST_MS = 250;

/** How the frames of a clip lie in its strip; whoever draws it and whoever reads it ask here. */
export function spriteShapeOf(durationMs: number): Omit<SpriteShape, "side"> & { count: number } {
  const intervalMs = Math.max(SHORTEST_MS, Math.ceil(durationMs / MOST_CELLS));
  const count = Math.max(1, Math.ceil(durationMs / intervalMs));
  return { intervalMs, count, columns: COLUMNS, rows: Math.ceil(count / COLUMNS) };
}

/** Where the frame of a moment lies, as CSS lays a background: in parts of what is left of the picture beside one cell. */
export function cellAt(durationMs: number, atMs: number): { size: string; position: string } {
  const { intervalMs, count, columns, rows } = spriteShapeOf(durationMs);
  const cell = Math.min(Math.max(Math.floor(atMs / intervalMs), 0), count - 1);
  const part = (index: number, of: number): string => `${of < 2 ? 0 : (index / (of - 1)) * 100}%`;
  return {
    size: `${columns * 100}% ${rows * 100}%`,
    position: `${part(cell % columns, columns)} ${part(Math.floor(cell / columns), rows)}`,
  };
}
