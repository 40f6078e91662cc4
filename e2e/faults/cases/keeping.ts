import { createHash, randomBytes } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { ROOT } from "@/lib/cli/launch/child-process";
import { type RunResult, runToEnd } from "@/lib/cli/launch/run";
import { accountFingerprint, sealKey } from "@/lib/connections/connection";
import { db } from "@/lib/platform/db/client";
import { getEnv } from "@/lib/platform/env";
import { mediaKey } from "@/lib/files/keys";
import { getStorage } from "@/lib/platform/storage/storage";
import { newId } from "@/lib/shared/ids";
import { makeFile, makeGeneration } from "@/lib/testing/factories";
import { demandCreates } from "../case-kit";
import { untilTasks } from "../emulator-control";
import { demand, type FaultCase } from "../fault-case";
import { controlWorker } from "../worker-control";
import type { FaultStudio } from "../studio";
import { HOUR } from "../time-travel";
import { waitUntil } from "../wait-until";

const LIBRARY = 500;

/** A command of the studio, with the studio's settings. */
const command = (name: string, args: readonly string[], env: Record<string, string> = {}): Promise<RunResult> =>
  runToEnd(process.execPath, ["--conditions=react-server", "--import", "tsx", path.join("lib", "cli", "commands", `${name}.ts`), ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", NODE_OPTIONS: "", ...env },
    signal: AbortSignal.timeout(120_000),
  });

/** Finished clips of some earlier day: rows and files, without the provider. */
async function fillLibrary(studio: FaultStudio): Promise<void> {
  const { teamId, userId } = studio.people[0]!;
  const createdAt = new Date(Date.now() - 2 * 24 * HOUR);
  for (let index = 0; index < LIBRARY; index++) {
    const { id } = await makeGeneration({ status: "ready", teamId, projectId: studio.projectId, createdById: userId, createdAt });
    const { sizeBytes, sha256 } = await getStorage().put(mediaKey(teamId, id, "video"), randomBytes(8_000 + index * 10));
    await makeFile({ teamId, generationId: id }, "video", { bytes: sizeBytes, sha256 });
  }
}

/** A key that was typed on the provider page; it opens with the studio's own secret only. */
async function sealProviderKey(studio: FaultStudio): Promise<void> {
  const [baseUrl, apiKey] = ["https://api.powertokens.ai", "sk-typed-on-the-page"];
  const account = accountFingerprint(baseUrl, apiKey);
  await db.providerKey.create({
    data: { account, baseUrl, ciphertext: sealKey(account, apiKey), lastFour: "page", createdById: studio.people[0]!.userId },
  });
  // In use as soon as the environment has none: what nobody uses is forgotten.
  await db.providerSettings.create({ data: { id: 1, activeAccount: account } });
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Every file that the rows of this database speak of, against what lies in this folder. */
async function compareFiles(client: pg.Client, dataDir: string): Promise<{ files: number; missing: number; changed: number }> {
  const { rows } = await client.query<{ key: string; sha256: string }>("SELECT key, sha256 FROM files");
  let [missing, changed] = [0, 0];
  for (const { key, sha256 } of rows) {
    const file = path.join(dataDir, ...key.split("/"));
    if (!existsSync(file)) missing++;
    else if ((await hashOf(file)) !== sha256) changed++;
  }
  return { files: rows.length, missing, changed };
}

/** What is kept for the day on which everything else is gone. */
export const keepingCases: readonly FaultCase[] = [
  {
    id: "F76",
    what: `${LIBRARY} files; a backup while 8 clips are under way, restored elsewhere after all 8 were made; then without its secret`,
    async run(studio) {
      await fillLibrary(studio);
      await sealProviderKey(studio);
      await studio.emulator.order({ route: "create", count: 4, fault: { kind: "delay", when: "after", ms: 8_000 } });
      const ids = await studio.pressMany(8);
      await studio.worker.start();
      await untilTasks(studio.emulator, 4);
      const place = path.join(studio.dataDir, "..", `backups-${newId()}`);
      const backup = await command("backup", [place]);
      demand(backup.code === 0, `npm run backup ended with ${backup.code}:\n${backup.output.slice(-1_500)}`);
      await studio.until(ids, "ready");
      await studio.worker.kill();
      await demandCreates(studio, 8);

      const folder = /Backed up.*?into (\S+)/.exec(backup.output.replaceAll("\n", " "))?.[1] ?? place;
      const name = `restored_${newId().replaceAll("-", "")}`;
      await db.$executeRawUnsafe(`CREATE DATABASE ${name}`);
      const url = new URL(getEnv().databaseUrl);
      url.pathname = `/${name}`;
      const elsewhere = { DATABASE_URL: url.href, DATA_DIR: path.join(studio.dataDir, "..", name) };
      await mkdir(elsewhere.DATA_DIR, { recursive: true });
      const client = new pg.Client({ connectionString: url.href });
      const worker = controlWorker(() => ({ ...process.env, ...elsewhere, ROLE: "worker", LOG_LEVEL: "debug", NODE_OPTIONS: "" }));
      try {
        const restored = await command("restore", [folder], elsewhere);
        demand(restored.code === 0, `npm run restore ended with ${restored.code}:\n${restored.output.slice(-1_500)}`);
        await client.connect();
        const { files, missing, changed } = await compareFiles(client, elsewhere.DATA_DIR);
        demand(files >= LIBRARY && missing === 0 && changed === 0, `of ${files} files ${missing} are missing and ${changed} changed`);

        await worker.start();
        const statuses = async (): Promise<string> =>
          (
            await client.query<{ status: string }>(
              "SELECT status::text || ' ' || count(*) AS status FROM generations GROUP BY status ORDER BY 1",
            )
          ).rows
            .map(({ status }) => status)
            .join(", ");
        await waitUntil(
          "the restored studio has all of them",
          async () => (await statuses()) === `ready ${LIBRARY + 8}`,
          120_000,
          statuses,
        );
        await demandCreates(studio, 8);
        const { rows } = await client.query<{ hold_reason: string | null }>("SELECT hold_reason FROM instances");
        demand(rows[0]?.hold_reason === "restored", "the restored studio is not on hold");
        await worker.kill();

        const keyless = await command("start", [], {
          ...elsewhere,
          ROLE: "worker",
          AUTH_SECRET: "another secret of more than 32 characters",
        });
        demand(keyless.code !== 0 && /AUTH_SECRET is not the one/.test(keyless.output), `started without its secret:\n${keyless.output}`);
        return `${files} files as they were, none missing; on hold, 0 POSTs: all 8 found at the provider; without its secret it refuses in one line`;
      } finally {
        await worker.kill();
        await client.end().catch(() => undefined);
        await db.$executeRawUnsafe(`DROP DATABASE ${name} WITH (FORCE)`);
      }
    },
  },
];
