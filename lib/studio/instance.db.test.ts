import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkInstance, hasUsers } from "./instance";
import { TEMPLATE_DATABASE } from "@/lib/tools/test/database-setup";

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL ?? "";
let database: string;
let url: string;
let dataDir: string;

async function run(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end());
  return rows;
}

beforeEach(async () => {
  database = `instance_${Math.random().toString(36).slice(2)}`;
  await run(adminUrl, `create database ${database} template ${TEMPLATE_DATABASE}`);
  const parsed = new URL(adminUrl);
  parsed.pathname = `/${database}`;
  url = parsed.href;
  dataDir = mkdtempSync(path.join(tmpdir(), "dailies-instance-"));
});

afterEach(async () => {
  await run(adminUrl, `drop database ${database} with (force)`);
  rmSync(dataDir, { recursive: true, force: true });
});

const idInFolder = (): string => readFileSync(path.join(dataDir, "instance-id"), "utf8").trim();
const hold = async (): Promise<unknown> => (await run(url, "select hold_reason from instances"))[0]?.["hold_reason"];

/** A studio that has something to lose: one person, one clip. */
async function useIt(): Promise<void> {
  const id = "01900000-0000-7000-8000-000000000001";
  await run(
    url,
    `insert into users (id, email, name, password_hash) values ('${id}', 'a@example.com', 'A', 'x');
     insert into teams (id, slug, name) values ('${id}', 'team', 'Team');
     insert into projects (id, team_id, slug, name, updated_at) values ('${id}', '${id}', 'project', 'Project', now());
     insert into generations (id, team_id, project_id, created_by_id, idempotency_key, request_hash, mode, model, prompt, resolution, ratio, sound,
       watermark, return_last_frame, estimated_tokens, estimated_micros, status, next_action_at)
     values ('${id}', '${id}', '${id}', '${id}', '${id}', 'h', 'text', 'm', 'p', '720p', '16:9', false, false, false, 1, 1, 'waiting', now())`,
  );
}

describe("the identity of a studio", () => {
  it("is made by the first start, the same in both places, and known to the second", async () => {
    expect(await checkInstance(url, dataDir, false)).toBe("new");
    expect(await run(url, "select instance_id, hold_reason from instances")).toEqual([{ instance_id: idInFolder(), hold_reason: null }]);
    expect(await checkInstance(url, dataDir, false)).toBe("known");
    expect(await hold()).toBeNull();
  });

  it("is one when two processes start it at once", async () => {
    const states = await Promise.all([checkInstance(url, dataDir, false), checkInstance(url, dataDir, false)]);
    expect(states.filter((state) => state === "held")).toEqual([]);
    expect(await run(url, "select instance_id from instances")).toEqual([{ instance_id: idInFolder() }]);
  });

  it("puts a copy of the database on hold, and keeps it there", async () => {
    await checkInstance(url, dataDir, false);
    await useIt();
    writeFileSync(path.join(dataDir, "instance-id"), "01900000-0000-7000-8000-00000000ffff\n");
    expect(await checkInstance(url, dataDir, false)).toBe("held");
    expect(await hold()).toBe("instance-mismatch");
    expect(await checkInstance(url, dataDir, false)).toBe("held");
  });

  it("puts a database on hold that comes without its files", async () => {
    await checkInstance(url, dataDir, false);
    await useIt();
    rmSync(path.join(dataDir, "instance-id"));
    expect(await checkInstance(url, dataDir, false)).toBe("held");
  });

  it("lets a further machine join where files lie in a common bucket", async () => {
    await checkInstance(url, dataDir, true);
    await useIt();
    rmSync(path.join(dataDir, "instance-id"));
    expect(await checkInstance(url, dataDir, true)).toBe("joined");
    expect(await hold()).toBeNull();
  });
});

describe("a database that was restored from a backup", () => {
  const remember = (id: string): void => writeFileSync(path.join(dataDir, "last-attempt"), id);
  const attempt = (id: string): Promise<unknown> =>
    run(
      url,
      `insert into attempts (id, generation_id, number, state, marker, provider_account, api_style, request, lease_until)
       values ('${id}', '01900000-0000-7000-8000-000000000001', 1, 'acknowledged', 'm', 'a', 'native', '{}', now())`,
    );

  it("is put on hold when the folder has seen an attempt that it does not know", async () => {
    await checkInstance(url, dataDir, false);
    await useIt();
    await attempt("01a00000-0000-7000-8000-000000000001");
    remember("01a00000-0000-7000-8000-000000000001");
    expect(await checkInstance(url, dataDir, false)).toBe("known");
    remember("01a00000-0000-7000-8000-000000000002");
    expect(await checkInstance(url, dataDir, false)).toBe("held");
    expect(await hold()).toBe("restored");
  });
});

describe("whether somebody has signed up", () => {
  it("decides if the setup code is shown", async () => {
    expect(await hasUsers(url)).toBe(false);
    await useIt();
    expect(await hasUsers(url)).toBe(true);
  });
});
