import { isId } from "@/lib/shared/ids";

/** Where a page ended: the id of its last row, and what it stands in order by. */
export interface Place {
  id: string;
  key: string;
}

export const encodePlace = ({ id, key }: Place): string => `${id}.${key}`;

/** The place that was handed out, or null for anything else. */
export function decodePlace(text: string | null): Place | null {
  const [id = "", ...rest] = (text ?? "").split(".");
  return isId(id) && rest.length > 0 ? { id, key: rest.join(".") } : null;
}
