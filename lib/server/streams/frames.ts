import type { LiveEvent } from "@/lib/platform/events/event";

/** What open pages are told of changes: kind and id; what it is now, the page asks for. */
export const toFrames = (_teamId: string, events: readonly LiveEvent[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");

/** Text as one piece of a chunked HTTP/1.1 answer, ready for any number of sockets. */
export const chunkOf = (text: string): Buffer => Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
