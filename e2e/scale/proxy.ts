import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "@/lib/cli/launch/child-process";
import { waitUntil } from "../faults/wait-until";

const EXAMPLE = path.join(ROOT, "docs", "deploy", "nginx.conf");

/** The example of the guide with these ports in the places of its machines, and without TLS. */
export function proxySettings(port: number, machines: readonly number[], example = readFileSync(EXAMPLE, "utf8")): string {
  const rest = [...machines];
  return example
    .replaceAll(/server web-\d:3000/g, () => `server 127.0.0.1:${rest.shift()}`)
    .replaceAll(/^ *(ssl_\w+|server_name) .*\n/gm, "")
    .replace("listen 443 ssl", `listen 127.0.0.1:${port}`);
}

/** nginx before the machines at these ports. @returns what ends it */
export async function openProxy(nginx: string, folder: string, port: number, machines: readonly number[]): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
  const settings = `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
access_log off; ${temporary.join(" ")}
${proxySettings(port, machines)}}
`;
  writeFileSync(path.join(folder, "nginx.conf"), settings);
  const child = spawn(nginx, ["-p", folder, "-c", path.join(folder, "nginx.conf")], { stdio: ["ignore", "ignore", "pipe"] });
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
  const answers = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/metrics`).then(
      ({ status }) => status === 404,
      () => false,
    );
  await waitUntil("nginx answers", async () => child.exitCode !== null || (await answers()), 10_000);
  if (child.exitCode !== null) throw new Error(`nginx did not start: ${words}`);
  return async () => {
    child.kill("SIGTERM");
    await once(child, "exit");
  };
}
