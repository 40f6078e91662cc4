import { OLDEST_SERVER } from "./migrate";
import { withClient } from "./with-client";

/** What the server would do with what it has promised to keep, and what to say of it. */
export interface ServerCheck {
  /** Each makes a promise of ours false: a task that was paid for could be forgotten. Empty: all is well. */
  dangers: string[];
  /** Worth knowing, and no reason to refuse. */
  warnings: string[];
}

const MUST_BE_ON = ["fsync", "full_page_writes", "synchronous_commit"] as const;

/**
 * Whether what this server calls committed is still there after a power cut. Intent and answer of every paid request
 * are rows; a server that is fast instead of safe would forget some of them, and we would pay twice or lose a clip.
 */
export async function checkServer(databaseUrl: string): Promise<ServerCheck> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string; value: string | null }>(
      "select name, current_setting(name, true) as value from unnest($1::text[]) as name",
      [[...MUST_BE_ON, "server_version_num", "server_version", "data_checksums"]],
    );
    const settings = Object.fromEntries(rows.map(({ name, value }) => [name, value ?? ""]));
    const dangers = MUST_BE_ON.filter((name) => settings[name] === "off").map((name) => `${name}=off`);
    if (Number(settings["server_version_num"]) < OLDEST_SERVER) dangers.push(`version ${settings["server_version"]}, older than 14`);
    return { dangers, warnings: settings["data_checksums"] === "off" ? ["data_checksums=off"] : [] };
  });
}
