import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasUsers } from "@/lib/cli/launch/has-users";
import { hashSecret } from "@/lib/shared/secrets";
import { checkInstance, InstanceError, joinInstance } from "./instance";
import { disconnectDb } from "@/lib/platform/db/client";
import { forgetEnv } from "@/lib/platform/env";
import { endHold } from "./release-hold";
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

const idIn = (folder: string): string => readFileSync(path.join(folder, "instance-id"), "utf8").trim();
const idInFolder = (): string => idIn(dataDir);
let folders = 0;
/** An empty data folder of another machine. */
function elsewhere(): string {
  const folder = path.join(dataDir, `machine-${++folders}`);
  mkdirSync(folder);
  return folder;
}

/** The release of a hold, on the machine of this folder, in this file's own database. */
async function release(folder: string): Promise<void> {
  Object.assign(process.env, { DATABASE_URL: url, AUTH_SECRET: "x".repeat(32) });
  forgetEnv();
  await disconnectDb();
  await endHold(null, { anyway: true, dataDir: folder });
  await disconnectDb();
}

/** A worker that gives a sign of life every half second. */
async function liveWorker(): Promise<{ end: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const beat = (): Promise<unknown> =>
    client.query(
      "insert into worker_heartbeats (id, version, seen_at) values ('w', '0', now()) on conflict (id) do update set seen_at = now()",
    );
  await beat();
  const timer = setInterval(() => void beat(), 500);
  return {
    end: () => {
      clearInterval(timer);
      return client.end();
    },
  };
}

const hold = async (): Promise<unknown> => (await run(url, "select hold_reason from instances"))[0]?.["hold_reason"];

/** A studio that has something to lose: one person, one clip. */
async function useIt(): Promise<void> {
  const id = "01900000-0000-7000-8000-000000000001";
  await run(
    url,
    `insert into users (id, email, name, password_hash) values ('${id}', 'a@example.com', 'A', 'x');
     insert into teams (id, slug, name) values ('${id}', 'team', 'Team');
     insert into projects (id, team_id, slug, name, updated_at) values ('${id}', '${id}', 'project', 'Project', now());
     insert into generations (id, team_id, project_id, created_by_id, request_hash, mode, model, prompt, resolution, ratio, sound,
       watermark, return_last_frame, estimated_tokens, estimated_micros, status, next_action_at)
     values ('${id}', '${id}', '${id}', '${id}', 'h', 'text', 'm', 'p', '720p', '16:9', false, false, false, 1, 1, 'waiting', now())`,
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

  it.each([false, true])("puts a used database on hold that an empty folder comes to (files in a bucket: %s)", async (sharesFiles) => {
    await checkInstance(url, dataDir, sharesFiles);
    await useIt();
    expect(await checkInstance(url, elsewhere(), sharesFiles)).toBe("held");
    expect(await hold()).toBe("instance-mismatch");
  });

  it("refuses such a folder while the studio that it belongs to runs, and leaves that one alone", async () => {
    await checkInstance(url, dataDir, true);
    await useIt();
    const worker = await liveWorker();
    const folder = elsewhere();
    await expect(checkInstance(url, folder, true)).rejects.toEqual(new InstanceError("not-joined"));
    await expect(checkInstance(url, folder, false)).rejects.toEqual(new InstanceError("other-folder"));
    expect(await hold()).toBeNull();
    await worker.end();
    // A copy of the database has the signs of life that the original had given by then.
    await run(url, "update worker_heartbeats set seen_at = now()");
    expect(await checkInstance(url, folder, true)).toBe("held");
  }, 60_000);
});

describe("several machines of one studio", () => {
  const sharesFiles = true;

  it("may all start for the first time on an empty database, where files lie in a bucket", async () => {
    const folders = [dataDir, elsewhere(), elsewhere()];
    const states = await Promise.all(folders.map((folder) => checkInstance(url, folder, sharesFiles)));
    expect(states.toSorted()).toEqual(["joined", "joined", "new"]);
    await useIt();
    for (const folder of folders) expect(await checkInstance(url, folder, sharesFiles)).toBe("known");
  });

  it("are not two folders where files lie in a folder: the second is refused, until the first is surely gone", async () => {
    await checkInstance(url, dataDir, false);
    const second = elsewhere();
    await expect(checkInstance(url, second, false)).rejects.toEqual(new InstanceError("other-folder"));
    expect(await hold()).toBeNull();
    await run(url, "update instances set created_at = now() - interval '1 hour'");
    expect(await checkInstance(url, second, false)).toBe("new");
    await expect(checkInstance(url, dataDir, false)).rejects.toEqual(new InstanceError("other-folder"));
  });

  it("are added by the code that the queue page shows, once and in its time", async () => {
    await checkInstance(url, dataDir, sharesFiles);
    await useIt();
    const code = "7KQM-2XWD-P9TA";
    const show = () =>
      run(url, `update instances set join_code_hash = '${hashSecret(code)}', join_code_until = now() + interval '1 minute'`);
    const [second, third] = [elsewhere(), elsewhere()];
    await expect(joinInstance(url, second, sharesFiles, code)).rejects.toEqual(new InstanceError("wrong-join-code"));
    await show();
    await expect(joinInstance(url, second, sharesFiles, "7KQM-2XWD-P9TB")).rejects.toEqual(new InstanceError("wrong-join-code"));
    await expect(joinInstance(url, second, false, code)).rejects.toEqual(new InstanceError("join-local"));
    expect(await joinInstance(url, second, sharesFiles, ` “${code.toLowerCase()}”.`)).toBe("joined");
    expect(await checkInstance(url, second, sharesFiles)).toBe("known");
    await expect(joinInstance(url, third, sharesFiles, code)).rejects.toEqual(new InstanceError("wrong-join-code"));
    await show();
    await run(url, "update instances set join_code_until = now()");
    await expect(joinInstance(url, third, sharesFiles, code)).rejects.toEqual(new InstanceError("wrong-join-code"));
    expect(await hold()).toBeNull();
  });

  it("are all of the studio that a hold's release names, also those that were not running then", async () => {
    const [second, copy] = [elsewhere(), elsewhere()];
    await Promise.all([dataDir, second].map((folder) => checkInstance(url, folder, sharesFiles)));
    await useIt();
    writeFileSync(path.join(second, "last-attempt"), "01900000-0000-7000-8000-0000000000ff");
    expect(await checkInstance(url, copy, sharesFiles)).toBe("held");
    await release(dataDir);
    for (const folder of [second, copy, dataDir]) {
      expect(await checkInstance(url, folder, sharesFiles)).toBe("known");
      expect(idIn(folder)).toBe(idIn(dataDir));
    }
    expect(await hold()).toBeNull();
  });

  it("does not count a folder of before the release where files lie in a folder", async () => {
    await checkInstance(url, dataDir, false);
    await useIt();
    const copy = elsewhere();
    await checkInstance(url, copy, false);
    await release(copy);
    expect(await checkInstance(url, copy, false)).toBe("known");
    expect(await checkInstance(url, dataDir, false)).toBe("held");
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
