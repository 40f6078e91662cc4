// The door of every command. It runs on whatever Node the machine has, in a clone without node_modules, and so it
// imports nothing but Node itself and its neighbours in bootstrap/.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runToEnd } from "./bootstrap/child.mjs";
import { installDependencies } from "./bootstrap/dependencies.mjs";
import { commandEnvironment } from "./bootstrap/environment.mjs";
import { Refusal } from "./bootstrap/refusal.mjs";
import { isAtLeast, OLDEST_BOOTSTRAP_NODE, provideNode } from "./bootstrap/node-runtime.mjs";
import { generatePrismaClient } from "./bootstrap/prisma-client.mjs";

const COMMANDS = {
  start: "run the studio",
  build: "build the pages and start nothing, for an image",
  dev: "run it for development: every process reloads",
  test: "lint, types, unit, database and browser tests",
  "test:faults": "break a studio of real processes in every way, and count what was bought",
  "test:scale": "one studio on four machines behind nginx: kills, outages and an update, and what was bought",
  hold: "why nothing is sent, after a copy or a restored backup, and how to end that",
  doctor: "look at all that the studio stands on, and say what to do",
  "let-in": "a link for somebody who lost password, authenticator and passkeys",
  join: "make this machine one of a studio that runs, with the code from its queue page",
  backup: "the whole studio into one folder, also while it runs",
  restore: "a studio out of a backup, on hold",
  "upgrade-database": "bring the embedded database to the Postgres that this version carries",
  move: "copy the studio's files from the data folder into a bucket, or back",
  check: "lint, types and unit tests",
  emulator: "run the provider's stand-in alone, on EMULATOR_PORT",
  bench: "measure, beside a baseline of the same run",
  migration: "write a migration after a change of prisma/schema.prisma",
};

const say = (line) => process.stdout.write(`${line}\n`);

async function main() {
  const [command, ...args] = process.argv.slice(2);
  if (!isAtLeast(process.versions.node, OLDEST_BOOTSTRAP_NODE)) {
    throw new Refusal(
      `Node ${OLDEST_BOOTSTRAP_NODE} or newer is needed, and this is ${process.version}: install a newer one from https://nodejs.org.`,
    );
  }
  if (!Object.hasOwn(COMMANDS, command ?? "")) {
    const list = Object.entries(COMMANDS).map(([name, does]) => `  npm run ${name.padEnd(17)} ${does}`);
    throw new Refusal(`There is no command "${command ?? ""}". There are:\n${list.join("\n")}`);
  }
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
  process.chdir(root);

  const node = await provideNode(root, say);
  await installDependencies(root, node, say);
  await generatePrismaClient(root, node, say);
  return runToEnd(
    node,
    // The same condition that Next gives to server code: `server-only` is an error without it.
    ["--conditions=react-server", "--import", "tsx", path.join("lib", "cli", "commands", `${command.replace("test:", "")}.ts`), ...args],
    { cwd: root, env: commandEnvironment(process.env, node) },
  );
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
