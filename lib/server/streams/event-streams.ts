import type { ServerResponse } from "node:http";
import type { Listening } from "@/lib/access/doors/request-actor";
import type { LiveEvent } from "@/lib/platform/events/event";
import { AppError } from "@/lib/shared/errors";
import { chunkOf, type Frame } from "./frames";

/** Many proxies drop a stream that is silent for 30 s. */
const HEARTBEAT_MS = 20_000;
/** How long somebody who was removed, or signed out elsewhere, may go on hearing that something changed. */
const RECHECK_MS = 55_000;
/** A stream ends before 15 minutes are over, not all at the same moment, and the browser opens a new one. */
const MAX_AGE_MS = 14 * 60_000;
const JITTER_MS = 2 * 60_000;
/**
 * Changes of one moment travel together: one write to each open page instead of one per row. A write costs some ten
 * microseconds, so with many pages the moment is longer: 50 ms for one page, about 180 for a thousand.
 */
const batchMs = (pages: number): number => 50 + pages / 8;
/** What may wait for a slow reader. Beyond that it is told to ask for everything again. */
const MOST_WAITING_BYTES = 64 * 1024;
/** Streams one person may hold open at once, on one web process, unless told: that many tabs, and no more, are somebody's work. */
const MOST_PER_USER = 6;

/** Somebody was removed, signed out, or has another role now; a project is new or closed; a link ended; or that was said while nobody listened. */
const CHANGES_WHO_HEARS: ReadonlySet<string> = new Set(["member", "project", "share", "resync"] satisfies LiveEvent["kind"][]);

export interface StreamSource {
  /** Hears every change of a team; returns what ends it. */
  subscribe: (teamId: string, listener: (event: LiveEvent) => void) => () => void;
  /** What open pages are told of these changes. */
  toFrames: (teamId: string, events: readonly LiveEvent[]) => readonly Frame[] | Promise<readonly Frame[]>;
  /** Those who may go on listening, each with the projects that they may not hear of. */
  findAllowed: <T extends Listening>(listening: readonly T[]) => Promise<ReadonlyMap<T, readonly string[]>>;
  mostPerUser?: number;
}

interface Stream extends Listening {
  userId: string;
  /** Projects that this person may not hear of. */
  hidden: readonly string[];
  response: ServerResponse;
  endsAt: number;
  hasMissed: boolean;
}

interface Channel {
  streams: Set<Stream>;
  pending: Map<string, LiveEvent>;
  timer?: NodeJS.Timeout;
  unsubscribe: () => void;
}

/**
 * Server-sent events for any number of open pages. Everything that is the same for all of them is done once: the frames
 * of a change, the heartbeat, the question who may still listen. A page is one entry in a set and a socket.
 */
export function createEventStreams({ subscribe, toFrames, findAllowed, mostPerUser = MOST_PER_USER }: StreamSource) {
  const channels = new Map<string, Channel>();
  const perUser = new Map<string, number>();
  let isStopping = false;

  const all = (): Stream[] => [...channels.values()].flatMap(({ streams }) => [...streams]);
  const timers = [setInterval(beat, HEARTBEAT_MS), setInterval(() => recheck(all()), RECHECK_MS)];
  for (const timer of timers) timer.unref();

  function channelOf(teamId: string): Channel {
    const present = channels.get(teamId);
    if (present) return present;
    const channel: Channel = { streams: new Set(), pending: new Map(), unsubscribe: subscribe(teamId, hear) };
    channels.set(teamId, channel);
    return channel;

    function hear(event: LiveEvent): void {
      if (CHANGES_WHO_HEARS.has(event.kind)) recheck([...channel.streams]);
      channel.pending.set(JSON.stringify(event), event);
      channel.timer ??= setTimeout(() => void flush(teamId, channel), batchMs(channel.streams.size));
    }
  }

  async function flush(teamId: string, channel: Channel): Promise<void> {
    delete channel.timer;
    const events = [...channel.pending.values()];
    channel.pending.clear();
    // Whoever misses a change asks for everything: late is better than never.
    const frames = await Promise.resolve(toFrames(teamId, events)).catch(() => [{ text: RESYNC, projectId: null }]);
    // An empty chunk would end the answer.
    if (frames.length === 0) return;
    const chunk = chunkOf(frames.map(({ text }) => text).join(""));
    for (const stream of channel.streams) {
      // Nearly everybody hears all of it.
      if (stream.hidden.length === 0) write(stream, chunk);
      else writePart(stream, frames);
    }
  }

  function writePart(stream: Stream, frames: readonly Frame[]): void {
    const heard = frames.filter(({ projectId }) => projectId === null || !stream.hidden.includes(projectId));
    if (heard.length > 0) write(stream, chunkOf(heard.map(({ text }) => text).join("")));
  }

  function write(stream: Stream, chunk: Buffer): void {
    stream.hasMissed ||= stream.response.writableLength > MOST_WAITING_BYTES;
    // Past the response and into its socket: the chunk is framed already, once for all pages.
    if (!stream.hasMissed) stream.response.socket?.write(chunk);
  }

  function beat(): void {
    const [now, chunk] = [Date.now(), chunkOf(": \n\n")];
    for (const stream of all()) {
      if (now > stream.endsAt) end(stream);
      // It took nothing since the last beat, or so little that it will never catch up.
      else if (stream.hasMissed) stream.response.destroy();
      else write(stream, chunk);
    }
  }

  function recheck(streams: readonly Stream[]): void {
    if (streams.length === 0) return;
    void findAllowed(streams).then(
      (allowed) => {
        for (const stream of streams) {
          const hidden = allowed.get(stream);
          if (hidden) stream.hidden = hidden;
          else end(stream);
        }
      },
      // A database that does not answer proves nothing about a membership; the next check decides.
      () => undefined,
    );
  }

  // A stream that ends tells the browser to come again; an error would tell it to stay away.
  function end(stream: Stream): void {
    // First out of the set: a chunk behind the last one would be the beginning of another answer on the same line.
    channels.get(stream.teamId)?.streams.delete(stream);
    stream.response.end();
  }

  function count(userId: string, change: 1 | -1): void {
    const open = (perUser.get(userId) ?? 0) + change;
    if (open > 0) perUser.set(userId, open);
    else perUser.delete(userId);
  }

  return {
    /**
     * Makes a stream of this answer. It begins with `resync`, which covers the time between the page's own reading and
     * this moment. However it ends, it is cleaned up once, when its answer closes.
     * @throws AppError too-many-requests
     */
    open(response: ServerResponse, listener: Listening & Pick<Stream, "userId" | "hidden">): void {
      if ((perUser.get(listener.userId) ?? 0) >= mostPerUser) throw new AppError("too-many-requests");
      const { teamId, userId } = listener;
      const channel = channelOf(teamId);
      const stream: Stream = { ...listener, response, endsAt: Date.now() + MAX_AGE_MS - Math.random() * JITTER_MS, hasMissed: false };
      const { socket } = response;
      const catchUp = (): void => {
        if (!stream.hasMissed) return;
        stream.hasMissed = false;
        write(stream, chunkOf(RESYNC));
      };
      channel.streams.add(stream);
      count(userId, 1);
      socket?.on("drain", catchUp);
      response.once("close", () => {
        socket?.off("drain", catchUp);
        channel.streams.delete(stream);
        count(userId, -1);
        if (channel.streams.size > 0 || channels.get(teamId) !== channel) return;
        clearTimeout(channel.timer);
        channel.unsubscribe();
        channels.delete(teamId);
      });
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        // no-transform keeps compression away, which would hold events back until a block is full.
        "cache-control": "private, no-store, no-transform",
        "x-accel-buffering": "no",
        ...(isStopping ? { connection: "close" } : {}),
      });
      response.write(`retry: ${1000 + Math.round(Math.random() * 3000)}\n\n${RESYNC}`);
      if (isStopping) end(stream);
    },
    /** Ends every stream, and what is opened from now on at once: a server that waits for its answers would wait for ever. */
    stop(): void {
      isStopping = true;
      timers.forEach(clearInterval);
      all().forEach(end);
    },
  };
}

const RESYNC = `data: ${JSON.stringify({ kind: "resync" })}\n\n`;
