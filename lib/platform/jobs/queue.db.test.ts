import pg from "pg";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { newId } from "@/lib/shared/ids";
import { databaseUrl, db } from "@/lib/testing/database";
import { withTransaction } from "../db/client";
import { defineJob } from "./define-job";
import { enqueue, stopSending } from "./queue";
import { startWorker, type RunningWorker } from "./worker";

const schema = z.object({ id: z.string() });
const plainJob = defineJob({ name: "test.plain", schema });
const manyJob = defineJob({ name: "test.many", schema, options: { concurrency: 2 } });
const exclusiveJob = defineJob({ name: "test.exclusive", schema, options: { oneOf: "exclusive" } });
const failingJob = defineJob({ name: "test.failing", schema, options: { retryLimit: 1, retryDelaySeconds: 1 } });

const jobs = { plain: plainJob, many: manyJob, exclusive: exclusiveJob, failing: failingJob };

/** Collects what handlers got and lets a test wait for a number of calls. */
function recorder() {
  const seen: { id: string; at: number }[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    seen,
    call: (id: string) => {
      seen.push({ id, at: performance.now() });
      for (const wait of waiting) if (seen.length >= wait.count) wait.resolve();
    },
    times: (count: number) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (seen.length >= count) resolve();
      waiting.push({ count, resolve });
      return promise;
    },
  };
}

type Handler = (payload: { id: string }, context: { attempt: number; signal: AbortSignal; isLastAttempt: boolean }) => Promise<void>;
const idle: Handler = async () => undefined;
const handlersWith = (special: Partial<Record<keyof typeof jobs, Handler>>) => ({
  plain: idle,
  many: idle,
  exclusive: idle,
  failing: idle,
  ...special,
});

let worker: RunningWorker | undefined;
afterEach(async () => {
  await worker?.stop({ timeoutMs: 1_000 });
  worker = undefined;
});

const rowsOf = (name: string) => db.$queryRaw<{ state: string; output: unknown }[]>`
  select state::text, output from pgboss.job where name = ${name} order by created_on`;

describe("the queue", { shuffle: false }, () => {
  // Before any worker has been there: a web process may be the first.
  beforeAll(async () => {
    expect(await enqueue(plainJob, { id: "early" }, { key: "early" })).toBe(true);
  });

  it("keeps what was sent before the first worker started", async () => {
    const calls = recorder();
    worker = await startWorker(jobs, handlersWith({ plain: async ({ id }) => calls.call(id) }));
    await calls.times(1);
    expect(calls.seen[0]?.id).toBe("early");
  });

  it("starts a handler well within a second", async () => {
    const calls = recorder();
    worker = await startWorker(jobs, handlersWith({ plain: async ({ id }) => calls.call(id) }));
    await enqueue(plainJob, { id: "warm" });
    await calls.times(1);
    const sentAt = performance.now();
    await enqueue(plainJob, { id: "timed" });
    await calls.times(2);
    expect(calls.seen[1]!.at - sentAt).toBeLessThan(500);
  });

  it("works through many at once without pausing between them", async () => {
    const calls = recorder();
    worker = await startWorker(jobs, handlersWith({ many: async ({ id }) => calls.call(id) }));
    const sentAt = performance.now();
    await withTransaction(async (tx) => {
      for (let index = 0; index < 30; index++) await enqueue(manyJob, { id: String(index) }, { tx, key: String(index) });
    });
    await calls.times(30);
    expect(new Set(calls.seen.map((call) => call.id)).size).toBe(30);
    expect(performance.now() - sentAt).toBeLessThan(5_000);
  });

  it("sends with the transaction, and not without it", async () => {
    const calls = recorder();
    worker = await startWorker(jobs, handlersWith({ plain: async ({ id }) => calls.call(id) }));
    await expect(
      withTransaction(async (tx) => {
        await enqueue(plainJob, { id: "undone" }, { tx });
        throw new Error("undo");
      }),
    ).rejects.toThrow("undo");
    await withTransaction((tx) => enqueue(plainJob, { id: "done" }, { tx }));
    await calls.times(1);
    expect(calls.seen.map((call) => call.id)).toEqual(["done"]);
  });

  it("queues a key once while it waits, and again while it runs", async () => {
    const calls = recorder();
    const release = Promise.withResolvers<void>();
    await enqueue(plainJob, { id: "first" }, { key: "same" });
    await enqueue(plainJob, { id: "second" }, { key: "same" });
    await enqueue(plainJob, { id: "other" }, { key: "other" });
    expect((await rowsOf("test.plain")).filter((row) => row.state === "created")).toHaveLength(2);
    worker = await startWorker(
      jobs,
      handlersWith({
        plain: async ({ id }) => {
          calls.call(id);
          if (id === "first") await release.promise;
        },
      }),
    );
    await calls.times(1);
    await enqueue(plainJob, { id: "successor" }, { key: "same" });
    release.resolve();
    await calls.times(3);
    expect(calls.seen.map((call) => call.id)).toEqual(["first", "other", "successor"]);
  });

  it("pulls a waiting job forward when it is wanted at once", async () => {
    const calls = recorder();
    worker = await startWorker(jobs, handlersWith({ plain: async ({ id }) => calls.call(id) }));
    await enqueue(plainJob, { id: "later" }, { key: "pulled", startAfter: 3_600 });
    await enqueue(plainJob, { id: "now" }, { key: "pulled" });
    await calls.times(1);
    expect(calls.seen.map((call) => call.id)).toEqual(["later"]);
  });

  it("does not start a job before its time", async () => {
    const calls = recorder();
    worker = await startWorker(jobs, handlersWith({ plain: async ({ id }) => calls.call(id) }));
    const sentAt = performance.now();
    await enqueue(plainJob, { id: "later" }, { startAfter: new Date(Date.now() + 1_000) });
    await calls.times(1);
    const waited = calls.seen[0]!.at - sentAt;
    expect(waited).toBeGreaterThan(950);
    expect(waited).toBeLessThan(4_000);
  });

  it("runs jobs side by side whose time comes at the same moment", async () => {
    const calls = recorder();
    const release = Promise.withResolvers<void>();
    worker = await startWorker(
      jobs,
      handlersWith({
        many: async ({ id }) => {
          calls.call(id);
          await release.promise;
        },
      }),
    );
    const at = new Date(Date.now() + 1_000);
    const sentAt = performance.now();
    for (const id of ["one", "two"]) await enqueue(manyJob, { id }, { startAfter: at });
    await calls.times(2);
    release.resolve();
    expect(performance.now() - sentAt).toBeLessThan(6_000);
  });

  it("takes no second one of an exclusive key while the first runs", async () => {
    const calls = recorder();
    const release = Promise.withResolvers<void>();
    worker = await startWorker(
      jobs,
      handlersWith({
        exclusive: async ({ id }) => {
          calls.call(id);
          await release.promise;
        },
      }),
    );
    await enqueue(exclusiveJob, { id: "first" }, { key: "only" });
    await calls.times(1);
    await enqueue(exclusiveJob, { id: "second" }, { key: "only" });
    expect(await rowsOf("test.exclusive")).toHaveLength(1);
    release.resolve();
  });

  it("runs a failed job again and keeps of the error only name, message and code", async () => {
    const calls = recorder();
    const attempts: { attempt: number; isLastAttempt: boolean }[] = [];
    worker = await startWorker(
      jobs,
      handlersWith({
        failing: async ({ id }, { attempt, isLastAttempt }) => {
          attempts.push({ attempt, isLastAttempt });
          calls.call(id);
          const error = new Error("GET https://api.example.com/tasks?sig=canary-query failed with Bearer canary-token-1234");
          throw Object.assign(error, { code: "ECONNRESET", headers: { authorization: "canary-header" }, body: "canary-body" });
        },
      }),
    );
    await enqueue(failingJob, { id: "x" });
    await calls.times(2);
    await worker.stop({ timeoutMs: 1_000 });
    worker = undefined;
    expect(attempts).toEqual([
      { attempt: 1, isLastAttempt: false },
      { attempt: 2, isLastAttempt: true },
    ]);
    const [row] = await rowsOf("test.failing");
    expect(row?.state).toBe("failed");
    expect(row?.output).toMatchObject({ name: "Error", code: "ECONNRESET" });
    expect(JSON.stringify(row?.output)).toContain("https://api.example.com/tasks");
    expect(JSON.stringify(row?.output)).not.toMatch(/canary|node_modules|\.ts:/);
  });

  it("gives the job back when it has to stop before the handler is done", async () => {
    const calls = recorder();
    const aborted = Promise.withResolvers<void>();
    worker = await startWorker(
      jobs,
      handlersWith({
        failing: async ({ id }, { signal }) => {
          calls.call(id);
          signal.addEventListener("abort", () => aborted.resolve());
          await aborted.promise;
        },
      }),
    );
    await enqueue(failingJob, { id: "cut-short" });
    await calls.times(1);
    await worker.stop({ timeoutMs: 1_000 });
    worker = undefined;
    await aborted.promise;
    expect((await rowsOf("test.failing")).at(-1)?.state).toBe("retry");
  });

  it("never breaks the caller's transaction when the queue itself is broken", async () => {
    await enqueue(plainJob, { id: "warm-up" });
    await db.$executeRawUnsafe("alter table pgboss.job_common rename to job_common_away");
    const id = newId();
    try {
      await withTransaction(async (tx) => {
        await tx.team.create({ data: { id, slug: "kept", name: "Kept" } });
        expect(await enqueue(plainJob, { id }, { tx })).toBe(false);
      });
    } finally {
      await db.$executeRawUnsafe("alter table pgboss.job_common_away rename to job_common");
    }
    expect(await db.team.findUnique({ where: { id } })).toMatchObject({ slug: "kept" });
  });

  it("refuses a payload that does not fit, which is a bug of the caller", async () => {
    await expect(enqueue(plainJob, { id: 7 } as unknown as { id: string })).rejects.toThrow(z.ZodError);
  });

  it("lets several processes make the tables at the same moment", async () => {
    await stopSending();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query("drop schema pgboss cascade");
    await client.end();
    const [started, sent] = await Promise.all([startWorker(jobs, handlersWith({})), enqueue(plainJob, { id: "at-once" })]);
    worker = started;
    expect(sent).toBe(true);
  });
});
