import { existsSync } from "node:fs";
import path from "node:path";

/**
 * How to call npm: by the script that called us, else the one beside the machine's Node, else by its name.
 * @param {string} node the Node that shall run it
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ program: string, args: string[] }}
 */
export function npmCommand(node, env) {
  const beside = path.join(
    path.dirname(process.execPath),
    process.platform === "win32" ? "" : "..",
    "lib",
    "node_modules",
    "npm",
    "bin",
    "npm-cli.js",
  );
  const script = [env.npm_execpath, beside].find((file) => file && /npm-cli\.[cm]?js$/.test(file) && existsSync(file));
  if (script) return { program: node, args: [script] };
  return { program: process.platform === "win32" ? "npm.cmd" : "npm", args: [] };
}
