import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { withTransaction } from "@/lib/platform/db/client";
import type { Generation } from "@/lib/platform/db/generated/client";
import { forgetEnv } from "@/lib/platform/env";
import { shareProject } from "@/lib/projects/share-project";
import { newId } from "@/lib/shared/ids";
import { db, truncateAll } from "@/lib/testing/database";
import { makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { choose } from "./choices";
import { claimMail, mailNotifications } from "./mail-notifications";
import { markRead } from "./mark-read";
import { tell } from "./tell";

const received: string[] = [];
/** What the server says to whoever is to get a mail. */
let answer: number | null = null;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo: (_address, _session, done) => done(answer === null ? null : Object.assign(new Error("no"), { responseCode: answer })),
  onData: (stream, _session, done) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      received.push(Buffer.concat(parts).toString().replaceAll("=\r\n", "").replaceAll("=3D", "="));
      done();
    });
  },
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

let owner: Actor, reader: Actor, clip: Generation;

beforeEach(async () => {
  await truncateAll();
  received.length = 0;
  answer = null;
  mailBy(url);
  owner = await makeMember("owner");
  reader = await makeMember("creator", { teamId: owner.teamId });
  const project = await makeProject({ teamId: owner.teamId, name: "Dawn" });
  clip = await makeGeneration({ teamId: owner.teamId, projectId: project.id, createdById: reader.userId, status: "ready", name: "Gulls" });
});
afterEach(() => {
  vi.unstubAllEnvs();
  forgetEnv();
});

function mailBy(smtpUrl: string): void {
  vi.stubEnv("SMTP_URL", smtpUrl);
  vi.stubEnv("SMTP_FROM", "Studio <studio@example.com>");
  vi.stubEnv("PUBLIC_URL", "https://studio.example");
  forgetEnv();
}

const mention = (to: Actor = reader) =>
  withTransaction((tx) =>
    tell(tx, [
      {
        ...{ teamId: clip.teamId, projectId: clip.projectId, generationId: clip.id, actorId: owner.userId },
        ...{ kind: "mention", key: newId(), to: [to.userId] },
      },
    ]),
  );
const run = () => mailNotifications(new AbortController().signal);
const rows = () => db.notification.findMany({ where: { userId: reader.userId }, orderBy: { createdAt: "asc" } });
/** As if the time that a mail waits for had come. */
const makeDue = () => db.notification.updateMany({ where: { mailDueAt: { not: null } }, data: { mailDueAt: new Date(Date.now() - 1000) } });

it("a mention goes out at once, laid out in the team's look, and leads to the clip", async () => {
  await mention();
  await run();
  expect(received).toHaveLength(1);
  expect(received[0]).toContain("mentioned you on");
  expect(received[0]).toMatch(new RegExp(`https://studio\\.example/t/[^ ]*clip=${clip.id}`));
  expect(received[0]).toContain("https://studio.example/account#notifications");
  expect(received[0]).toContain("border-top:4px solid");
  expect((await rows())[0]).toMatchObject({ mailDueAt: null, mailedAt: expect.any(Date) as Date });
});

it("several workers together send it once, and what is due for one person together is one mail", async () => {
  for (let times = 0; times < 5; times++) await mention();
  await Promise.all([run(), run(), run()]);
  await run();
  expect(received).toHaveLength(1);
  expect(received[0]).toContain("5 notifications");
  expect((await rows()).every(({ mailedAt }) => mailedAt !== null)).toBe(true);
});

it("a worker that was killed between its word and the mail has no follower that sends it: it stands in the app", async () => {
  await mention();
  expect(await claimMail()).toMatchObject({ userId: reader.userId });
  await run();
  expect(received).toEqual([]);
  expect((await rows())[0]).toMatchObject({ isListed: true, readAt: null, mailedAt: null, mailBegunAt: expect.any(Date) as Date });
});

it("what certainly did not leave goes out later, once the server takes it; what it will not have does not", async () => {
  await mention();
  // Nobody listens on this port.
  mailBy("smtp://127.0.0.1:1");
  await run();
  expect((await rows())[0]).toMatchObject({ mailBegunAt: null, mailDueAt: expect.any(Date) as Date });
  mailBy(url);
  answer = 450;
  await makeDue();
  await run();
  expect((await rows())[0]!.mailDueAt).not.toBeNull();
  answer = null;
  await makeDue();
  await run();
  expect(received).toHaveLength(1);
  answer = 550;
  await mention();
  await run();
  await run();
  expect(received).toHaveLength(1);
  expect((await rows())[1]).toMatchObject({ mailDueAt: null, mailedAt: null });
});

it("what was read, closed to them, or not wanted any more in the meantime is not sent", async () => {
  await mention();
  await markRead(reader, { until: new Date(Date.now() + 1000) });
  await mention();
  await choose({ id: reader.userId }, { kind: "mention", isListed: true, mail: "off", timeZone: "UTC" });
  await run();
  await choose({ id: reader.userId }, { kind: "mention", isListed: true, mail: "atOnce", timeZone: "UTC" });
  await mention();
  await shareProject(owner, { id: clip.projectId, isPrivate: true, people: [] });
  await run();
  expect(received).toEqual([]);
});

it("a digest comes at eight where its reader is, as one mail, and a kind that was turned off is not told at all", async () => {
  await choose({ id: reader.userId }, { kind: "mention", isListed: false, mail: "daily", timeZone: "Asia/Kathmandu" });
  await mention();
  await mention();
  await run();
  expect(received).toEqual([]);
  const [first] = await rows();
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Kathmandu", hour: "2-digit", minute: "2-digit" });
  expect(clock.format(first!.mailDueAt!)).toBe("08:00");
  expect(first!.mailDueAt!.getTime() - Date.now()).toBeGreaterThan(0);
  expect(first!.mailDueAt!.getTime() - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
  await makeDue();
  await run();
  expect(received).toHaveLength(1);
  expect(received[0]).toContain("2 notifications");
  await choose({ id: reader.userId }, { kind: "mention", isListed: false, mail: "off", timeZone: "Asia/Kathmandu" });
  await mention();
  expect(await rows()).toHaveLength(2);
});
