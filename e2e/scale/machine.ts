import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { controlProcess, type ProcessControl } from "../faults/process-control";
import { childrenOf } from "../faults/server-control";

/** One machine: its own checkout, its own data folder, and `npm start` with one role. */
export interface Machine extends ProcessControl {
  readonly name: string;
  readonly role: "web" | "worker";
  readonly dataDir: string;
  /** Where it answers; 0 for a worker. */
  readonly port: number;
  /** From its next start on it runs this checkout. */
  moveTo(folder: string): void;
  /** kill -9 of one of its processes: the launcher, or what the launcher started. @returns which */
  killOne(draw: number): "launcher" | "child";
}

export interface MachinePlan {
  name: string;
  role: "web" | "worker";
  folder: string;
  dataDir: string;
  port: number;
  settings: Record<string, string>;
}

export function controlMachine(plan: MachinePlan): Machine {
  let { folder } = plan;
  const { name, role, dataDir, port } = plan;
  const control = controlProcess({
    name,
    args: ["--conditions=react-server", "--import", "tsx", "lib/cli/commands/start.ts"],
    folder: () => folder,
    // The settings alone: a machine has nothing of the shell that rehearses.
    environment: () => ({
      PATH: process.env.PATH,
      HOME: dataDir,
      NODE_ENV: "production",
      ...plan.settings,
      ROLE: role,
      DATA_DIR: dataDir,
      ...(port > 0 && { PORT: String(port) }),
    }),
    isReady: (log) => log.includes("Ready after"),
  });
  return Object.assign(control, {
    ...{ name, role, dataDir, port },
    moveTo: (other: string) => void (folder = other),
    killOne: (draw: number) => {
      const launcher = control.pid;
      if (launcher === null) return "launcher";
      const children = childrenOf(launcher);
      const victim = children[Math.floor(draw * (children.length + 1))];
      if (victim === undefined) {
        void control.kill();
        return "launcher";
      }
      process.kill(victim, "SIGKILL");
      return "child";
    },
  });
}

/** What its processes wrote into their logs. */
export const logsOf = (machines: readonly Machine[]): string =>
  machines
    .flatMap(({ dataDir }) => globSync("logs/*.log*", { cwd: dataDir }).map((file) => readFileSync(path.join(dataDir, file), "utf8")))
    .join("\n");
