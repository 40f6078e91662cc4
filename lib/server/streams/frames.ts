import type { LiveEvent } from "@/lib/platform/events/event";

/** What open pages are told of one change, and of which project it tells; null: of none that could be hidden. */
export interface Frame {
  text: string;
  projectId: string | null;
}

/** A change as it is written to pages. */
export const frameOf = (event: LiveEvent): string => `data: ${JSON.stringify(event)}\n\n`;

/** Text as one piece of a chunked HTTP/1.1 answer, ready for any number of sockets. */
export const chunkOf = (text: string): Buffer => Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
