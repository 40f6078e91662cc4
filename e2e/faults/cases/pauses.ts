import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { db } from "@/lib/platform/db/client";
import { demandCreates } from "../case-kit";
import { demand, type FaultCase } from "../fault-case";
import type { FaultStudio } from "../studio";
import { MINUTE, travel } from "../time-travel";
import { pause, waitUntil } from "../wait-until";

const RATE_LIMIT = JSON.stringify({ error: { code: "ModelAccountRpmRateLimitExceeded", message: "too fast", type: "TooManyRequests" } });

async function pauseLeftMs(): Promise<number> {
  const [row] = await db.$queryRaw<{ left: number }[]>`
    SELECT (extract(epoch FROM paused_until - now()) * 1000)::float8 AS left FROM provider_accounts WHERE paused_until IS NOT NULL`;
  return row?.left ?? 0;
}

/** One create is answered 429 with this header; the pause that follows lies between the bounds, and nobody sends in it. */
async function rateLimited(studio: FaultStudio, retryAfter: string, fromMs: number, toMs: number): Promise<void> {
  const { creates } = await studio.emulator.truth();
  await studio.emulator.order({
    route: "create",
    fault: { kind: "answer", status: 429, headers: { "retry-after": retryAfter }, body: RATE_LIMIT },
  });
  const first = await studio.press();
  await waitUntil("the answer 429 is taken note of", async () =>
    (await studio.row(first)).attempts.some((attempt) => attempt.state === "notSent"),
  );
  const left = await pauseLeftMs();
  demand(left <= toMs && left >= fromMs, `Retry-After ${retryAfter}: a pause of ${Math.round(left)} ms`);
  const others = left > 5_000 ? await studio.pressMany(3) : [];
  if (others.length > 0) {
    await pause(3_000);
    await demandCreates(studio, creates + 1);
    await travel(left);
  }
  await studio.until([first, ...others], "ready");
  await demandCreates(studio, creates + 2 + others.length);
}

/** "Not now": nothing was made, and everybody comes back later. */
export const pauseCases: readonly FaultCase[] = [
  {
    id: "F11",
    what: "429 with Retry-After 30, a date, 1e9, −5 and nonsense",
    async run(studio) {
      await studio.worker.start();
      await rateLimited(studio, "30", 24_000, 30_000);
      await rateLimited(studio, new Date(Date.now() + 60_000).toUTCString(), 20_000, 60_000);
      await rateLimited(studio, "1e9", 3_590_000, 3_600_000);
      await rateLimited(studio, "-5", -60_000, 1_000);
      await rateLimited(studio, "soon", -60_000, 2_000);
      return "pauses between 1 s and 1 h, no call in them, all ready, none twice";
    },
  },
  {
    id: "F14",
    what: "connection refused, a name that does not exist, a port without TLS, a certificate that nobody signed",
    async run(studio) {
      await studio.emulatorProcess.stop();
      await studio.worker.start();
      const refused = await studio.pressMany(3);
      await untilNotSent(studio, refused);
      await studio.worker.terminate();

      const [nameless] = await studio.pressMany(1);
      await studio.worker.start({ env: { POWERTOKENS_BASE_URL: "https://nobody.invalid" } });
      await untilNotSent(studio, [nameless!]);
      await studio.worker.terminate();

      const plain = createServer((socket) => socket.on("error", () => undefined).end("HTTP/1.1 200 OK\r\n\r\n"));
      const certificate = selfSigned();
      const forged = certificate && createTlsServer(certificate, (socket) => socket.on("error", () => undefined));
      const others: string[] = [];
      for (const server of forged ? [plain, forged] : [plain]) {
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const id = await studio.press();
        others.push(id);
        await studio.worker.start({ env: { POWERTOKENS_BASE_URL: `https://127.0.0.1:${(server.address() as AddressInfo).port}` } });
        await untilNotSent(studio, [id]);
        await studio.worker.terminate();
        server.close();
      }

      await studio.emulatorProcess.start();
      await studio.worker.start();
      await travel(6 * MINUTE);
      const ids = [...refused, nameless!, ...others];
      await studio.until(ids, "ready");
      demand(
        (await studio.rows()).every((row) => !row.events.some((event) => event.toStatus === "uncertain")),
        "one of them became uncertain",
      );
      await demandCreates(studio, ids.length);
      const left = forged ? "" : "; the certificate was left out, because there is no openssl here to make one";
      return `${ids.length} × certainly not sent, all ready once it was healed, ${ids.length} purchases${left}`;
    },
  },
];

/** A key and a certificate that no authority knows; null where nothing can make them. */
function selfSigned(): { key: string; cert: string } | null {
  const { status, stdout } = spawnSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1", "-keyout", "-", "-out", "-"],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  return status === 0 ? { key: stdout, cert: stdout } : null;
}

const untilNotSent = (studio: FaultStudio, ids: readonly string[]): Promise<unknown> =>
  waitUntil("nothing could be sent", async () => {
    for (const id of ids) {
      const row = await studio.row(id);
      if (row.status !== "waiting" || !row.attempts.some((attempt) => attempt.state === "notSent")) return false;
    }
    return true;
  });
