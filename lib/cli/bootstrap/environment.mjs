import path from "node:path";

// npm hands its own settings down as npm_config_*. A registry or proxy given that way must stay; these would make
// the nested run install something else, or somewhere else.
const MISLEADING_CONFIG =
  /^npm_config_(prefix|local_prefix|global|global_prefix|location|omit|include|only|production|dev|dry_run|workspaces?|include_workspace_root|package_lock_only|ignore_scripts|json)$/i;
const LIFECYCLE = /^npm_(package|lifecycle|command|node_execpath|execpath)/i;

/** Puts the folder of the chosen Node first, so that whatever is started by name is started by it. */
const withNode = (env, node) => ({ ...env, PATH: `${path.dirname(node)}${path.delimiter}${env.PATH ?? ""}` });

const without = (env, unwanted) => Object.fromEntries(Object.entries(env).filter(([name]) => !unwanted(name)));

/** For a nested npm: the person's npm settings, without what the outer npm says about itself. */
export const installEnvironment = (env, node) =>
  withNode(
    without(env, (name) => name === "NODE_ENV" || LIFECYCLE.test(name) || MISLEADING_CONFIG.test(name)),
    node,
  );

/** For a command: nothing of npm. NODE_ENV is set by each command for each process, whatever the shell says. */
export const commandEnvironment = (env, node) =>
  withNode(
    without(env, (name) => name === "NODE_ENV" || /^npm_/i.test(name)),
    node,
  );
