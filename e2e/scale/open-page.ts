import { paths } from "@/lib/shared/paths";
import { pause } from "../faults/wait-until";
import type { Visitor } from "../faults/web-visitor";

/** A page that stays open, as far as changes reach it: its stream is opened again whenever it ends, as a browser does. */
export interface OpenPage {
  /** Everything that was told to it. */
  heard(): string;
  /** How often its stream ended and was opened again. */
  readonly returns: number;
  close(): void;
}

// A browser asks again after what the stream says (`retry`), which is one to five seconds.
const RETRY_MS = 1_000;

/** @returns when its stream is open for the first time */
export async function openPage(visitor: Visitor, team: string): Promise<OpenPage> {
  const closing = new AbortController();
  const opened = Promise.withResolvers<void>();
  let heard = "";
  let times = 0;
  const live = async (): Promise<void> => {
    const stream = await visitor.fetch(paths.api.events(team), { signal: closing.signal });
    if (!stream.ok) throw new Error(`the stream of changes was answered ${stream.status}`);
    times++;
    opened.resolve();
    for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) heard += chunk;
  };
  void (async () => {
    while (!closing.signal.aborted) {
      await live().catch((error: unknown) => opened.reject(error));
      await pause(RETRY_MS);
    }
  })();
  await opened.promise;
  return {
    heard: () => heard,
    get returns() {
      return times - 1;
    },
    close: () => closing.abort(),
  };
}
