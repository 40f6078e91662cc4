import { isId } from "./ids";

/** Where a page of a list ended: the sort key of its last row. */
export interface Cursor {
  createdAt: Date;
  id: string;
  /** What goes before time in the order of such a list: stars, or seconds. */
  rank?: number | undefined;
}

/** An opaque cursor for the client to hand back. */
export const encodeCursor = ({ createdAt, id, rank }: Cursor): string =>
  `${createdAt.getTime().toString(36)}.${id}${rank === undefined ? "" : `.${rank}`}`;

/** The cursor that was handed out, or null for anything else. */
export function decodeCursor(text: string | null | undefined): Cursor | null {
  const [time, id, rank] = (text ?? "").split(".");
  const millis = parseInt(time ?? "", 36);
  // ±8.64e15 ms is as far as a Date reaches.
  if (!isId(id) || !Number.isFinite(millis) || Math.abs(millis) > 8.64e15) return null;
  return { createdAt: new Date(millis), id, ...(/^\d{1,4}$/.test(rank ?? "") && { rank: Number(rank) }) };
}
