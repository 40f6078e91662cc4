import { databaseUrl, db } from "@/lib/testing/database";
import pg from "pg";
import { afterEach, expect, it, vi } from "vitest";
import { toActionError } from "@/lib/access/doors/action-error";
import { startSession } from "@/lib/access/identity/auth";
import { submitGeneration } from "@/lib/generations/asking/submit";
import { disconnectDb, withTransaction } from "@/lib/platform/db/client";
import { httpStatusOf } from "@/lib/shared/errors";
import { newId } from "@/lib/shared/ids";
import { forgetHealth } from "@/lib/studio/health/get-health";
import { makeDraft } from "@/lib/testing/draft";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import { startWebServer } from "@/lib/testing/web-server";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const web = await startWebServer();

/** As after a failover, when a connection leads to the server that only follows: new sessions read and do not write. */
async function setReadOnly(isReadOnly: boolean): Promise<void> {
  const url = new URL(databaseUrl);
  const name = pg.escapeIdentifier(url.pathname.slice(1));
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${isReadOnly ? "on" : "off"}`);
  await client.end();
}
afterEach(() => setReadOnly(false));

const health = async (path: string) => {
  forgetHealth();
  const answer = await web.ask(path);
  return { status: answer.status, body: (await answer.json()) as { checks: { database: { detail?: string } } } };
};

it("a database that only reads refuses writes for the moment, lets pages be read, and is written to again by itself", async () => {
  freshBrowser();
  const actor = await makeMember("creator");
  await startSession(actor.userId);
  // Seen so long ago that reading a page would write it down.
  await db.session.updateMany({ data: { lastSeenAt: new Date(Date.now() - 3_600_000) } });
  const { slug } = await db.team.findUniqueOrThrow({ where: { id: actor.teamId } });
  const project = await makeProject({ teamId: actor.teamId });
  const press = () => submitGeneration(actor, { projectId: project.id, id: newId(), draft: makeDraft({ prompt: "a boat" }) });

  const rename = () => withTransaction((tx) => tx.team.update({ where: { id: actor.teamId }, data: { name: "Dusk" } }));

  await setReadOnly(true);
  await disconnectDb();
  for (const write of [press, rename]) {
    const answer = toActionError(
      await write().then(
        () => null,
        (error: unknown) => error,
      ),
    );
    expect([answer, httpStatusOf(answer.code)]).toEqual([{ code: "unavailable" }, 503]);
  }
  expect((await web.ask(`/api/generations?team=${slug}&project=${project.slug}`)).status).toBe(200);
  expect(await health("/api/health")).toMatchObject({ status: 503, body: { checks: { database: { detail: "takes no writes" } } } });
  expect((await health("/api/health/ready")).status).toBe(200);

  await setReadOnly(false);
  // What still is connected to the server that only reads finds out at its next write, and whoever asks again gets through.
  await vi.waitFor(async () => expect(await rename()).toMatchObject({ name: "Dusk" }), { timeout: 5_000 });
  await vi.waitFor(async () => expect(await press()).toMatchObject({ status: "waiting" }), { timeout: 5_000 });
});
