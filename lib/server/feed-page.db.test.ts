import { db, databaseUrl } from "@/lib/testing/database";
import pg from "pg";
import { expect, it, vi } from "vitest";
import { startSession } from "@/lib/access/identity/auth";
import { type PackedPage, unpackPage } from "@/lib/generations/page";
import { listGenerations } from "@/lib/generations/queries";
import { makeMember, makeProject } from "@/lib/testing/factories";
import { fillWithClips } from "@/lib/testing/many-clips";
import { freshBrowser } from "@/lib/testing/next-headers";
import { statementsOf } from "@/lib/testing/query-plans";
import { startWebServer } from "@/lib/testing/web-server";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const web = await startWebServer();

it("a page of sixty cards is two statements beside session and membership, and at most 30 kB", async () => {
  freshBrowser();
  const actor = await makeMember("viewer");
  await startSession(actor.userId);
  const { slug } = await db.team.findUniqueOrThrow({ where: { id: actor.teamId } });
  const project = await makeProject({ teamId: actor.teamId });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await fillWithClips(client, { ...actor, projectId: project.id, account: "an account", clips: 150, eventsPerClip: 1 });
  await client.end();
  const pageAfter = async (cursor: string) => {
    const answer = await web.ask(`/api/generations?team=${slug}&project=${project.slug}${cursor}`);
    const text = await answer.text();
    return { text, page: (JSON.parse(text) as { data: PackedPage }).data };
  };
  // What is read once in a while only (who may still come in) is behind us.
  const first = await pageAfter("");
  for (const cursor of ["", `&cursor=${first.page.nextCursor}`]) {
    let asked = { text: "", page: first.page };
    const statements = await statementsOf(async () => (asked = await pageAfter(cursor)));
    // Session and membership are one statement, which names who calls.
    const own = statements.filter(({ text }) => !text.includes(" AS caller "));
    expect(own.map(({ text }) => text)).toEqual([
      expect.stringContaining('"public"."projects"'),
      expect.stringContaining("generations AS g"),
    ]);
    expect(asked.page.items).toHaveLength(60);
    expect(asked.page.authors).toHaveLength(1);
    expect(Buffer.byteLength(asked.text)).toBeLessThanOrEqual(30_000);
  }
  // Nothing is lost on the way.
  const whole = await listGenerations(actor, { projectId: project.id });
  expect(unpackPage(first.page)).toEqual(JSON.parse(JSON.stringify(whole)));
});
