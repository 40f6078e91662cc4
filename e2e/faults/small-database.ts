import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "@/lib/cli/launch/child-process";
import { waitUntil } from "./wait-until";

/** A database whose disk can be filled to the last byte. */
export interface SmallDatabase {
  readonly url: string;
  fill(): Promise<void>;
  empty(): Promise<void>;
  /** How often its server was found dead, and was started again. */
  deaths(): number;
  close(): Promise<void>;
}

/** Runs a program where a disk of its own can be mounted: as root in a namespace of mounts, else in one of users too. */
const NAMESPACE = process.getuid?.() === 0 ? ["unshare", "--mount"] : ["unshare", "--user", "--map-current-user", "--keep-caps", "--mount"];

/** Why there can be none on this machine; null when there can. */
export function lacksSmallDatabase(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), "dailies-mount-"));
  try {
    const [program = "", ...args] = [...NAMESPACE, "mount", "-t", "tmpfs", "-o", "size=1m", "none", folder];
    const { status, error } = spawnSync(program, args, { stdio: "ignore" });
    if (status === 0) return null;
    return `needs a disk of its own: a small volume can be mounted here neither as root nor in a user namespace (${error?.message ?? `unshare ended with ${status}`})`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function openSmallDatabase(megabytes: number): Promise<SmallDatabase> {
  // Passable, so that the server's own user gets to it also when we are root.
  const folder = mkdtempSync(path.join(tmpdir(), "dailies-small-"));
  chmodSync(folder, 0o711);
  const own = [process.execPath, "--conditions=react-server", "--import", "tsx", "e2e/faults/small-server.ts", folder, String(megabytes)];
  const [program = "", ...args] = [...NAMESPACE, ...own];
  const child = spawn(program, args, { cwd: ROOT, stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, NODE_OPTIONS: "" } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  const lines = (start: string): string[] => output.split("\n").filter((line) => line.startsWith(start));
  const until = (what: string, start: string, count: number): Promise<string> =>
    waitUntil(
      what,
      () => {
        if (child.exitCode !== null) throw new Error(`the small database ended:\n${output}`);
        return lines(start).length >= count ? lines(start).at(-1)! : null;
      },
      90_000,
      () => output,
    );
  const order = async (word: string): Promise<void> => {
    const before = lines(`did ${word}`).length;
    child.stdin.write(`${word}\n`);
    await until(word, `did ${word}`, before + 1);
  };
  const url = (await until("the small database answers", "url ", 1)).slice("url ".length);
  return {
    url,
    fill: () => order("fill"),
    empty: () => order("empty"),
    deaths: () => lines("down").length,
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
